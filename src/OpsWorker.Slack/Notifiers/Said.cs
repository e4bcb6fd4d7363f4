using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Slack.Notifiers;

/// <summary>
/// What was said about an incident where messages cannot be edited, and what is to be said next: each thing once. It
/// is stored as the id of the message reference.
/// </summary>
/// <param name="Opening">That the incident was opened.</param>
/// <param name="Outcome">The investigation whose outcome was told; null if none.</param>
/// <param name="Resolved">That it is resolved.</param>
internal sealed record Said(bool Opening, string? Outcome, bool Resolved)
{
    public static readonly Said Nothing = new(Opening: false, Outcome: null, Resolved: false);

    private const string OpeningPart = "opening";
    private const string OutcomePart = "outcome=";
    private const string ResolvedPart = "resolved";
    private const string NotInvestigated = "none";

    public static Said Parse(string id)
    {
        var parts = id.Split('+');
        return new Said(
            parts.Contains(OpeningPart),
            parts.FirstOrDefault(p => p.StartsWith(OutcomePart, StringComparison.Ordinal))?[OutcomePart.Length..],
            parts.Contains(ResolvedPart));
    }

    /// <summary>What is to be said now, or null, and what will have been said then.</summary>
    /// <param name="view">How things stand.</param>
    /// <param name="sayOpening">Whether the beginning of an investigation is worth a message.</param>
    public (SlackMessage? Message, Said Then) Next(IncidentView view, bool sayOpening)
    {
        var isResolved = view.Incident.Status == IncidentStatus.Resolved;
        if (OutcomeOf(view) is { } outcome && outcome != Outcome)
        {
            return (IncidentMessage.Render(view), new Said(Opening: true, outcome, isResolved));
        }

        if (isResolved && Opening && !Resolved)
        {
            return (IncidentMessage.RenderResolved(view), this with { Resolved = true });
        }

        return sayOpening && !Opening
            ? (IncidentMessage.Render(view), this with { Opening = true, Resolved = isResolved })
            : (null, this);
    }

    public override string ToString()
    {
        string?[] parts =
        [
            Opening ? OpeningPart : null, Outcome is null ? null : OutcomePart + Outcome, Resolved ? ResolvedPart : null,
        ];
        return string.Join('+', parts.OfType<string>().DefaultIfEmpty("nothing"));
    }

    private static string? OutcomeOf(IncidentView view) => view switch
    {
        { Investigation: { HasEnded: true } ended } => ended.Id,
        { Investigation: null, Incident.InvestigationId: null } => NotInvestigated,
        _ => null,
    };
}
