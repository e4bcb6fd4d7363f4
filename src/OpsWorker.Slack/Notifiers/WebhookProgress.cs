using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;
using OpsWorker.Slack.Rendering;

namespace OpsWorker.Slack.Notifiers;

/// <summary>
/// The messages about an incident that a destination without edits has got, and the next one due: each is sent once. It is stored as
/// the id of the message reference.
/// </summary>
/// <param name="Opening">The message about the opened incident was sent.</param>
/// <param name="Outcome">The investigation whose outcome was sent; null if none.</param>
/// <param name="Resolved">The message about the resolution was sent.</param>
public sealed record WebhookProgress(bool Opening, string? Outcome, bool Resolved)
{
    /// <summary>No message was sent.</summary>
    public static readonly WebhookProgress Nothing = new(Opening: false, Outcome: null, Resolved: false);

    private const string OpeningPart = "opening";
    private const string OutcomePart = "outcome=";
    private const string ResolvedPart = "resolved";
    private const string NotInvestigated = "none";
    private const int MaxReopenings = 3;

    /// <summary>Reads the id of a message reference.</summary>
    public static WebhookProgress Parse(string id)
    {
        var parts = id.Split('+');
        return new WebhookProgress(
            parts.Contains(OpeningPart),
            parts.FirstOrDefault(p => p.StartsWith(OutcomePart, StringComparison.Ordinal))?[OutcomePart.Length..],
            parts.Contains(ResolvedPart));
    }

    /// <summary>The message due now, or null, and the progress once it is sent.</summary>
    /// <param name="view">The incident and its investigation.</param>
    /// <param name="includeOpening">The start of an investigation gets a message.</param>
    public (SlackMessage? Message, WebhookProgress Then) Next(IncidentView view, bool includeOpening)
    {
        var isResolved = view.Incident.Status == IncidentStatus.Resolved;
        if (OutcomeOf(view) is { } outcome && outcome != Outcome)
        {
            var then = new WebhookProgress(Opening: true, outcome, isResolved);
            if (Outcome is null || !SaysTheSame(view)) return (IncidentMessage.Render(view), then);
            return isResolved && !Resolved ? (IncidentMessage.RenderResolved(view), then) : (null, then with { Resolved = Resolved });
        }

        if (isResolved && Opening && !Resolved)
        {
            return (IncidentMessage.RenderResolved(view), this with { Resolved = true });
        }

        if (!isResolved && Resolved)
        {
            // A problem that comes and goes is not posted each time.
            var isFlapping = view.Incident.ReopenedAt.Count > MaxReopenings;
            return isFlapping ? (null, this) : (IncidentMessage.Render(view), this with { Resolved = false });
        }

        return includeOpening && !Opening
            ? (IncidentMessage.Render(view), this with { Opening = true, Resolved = isResolved })
            : (null, this);
    }

    /// <summary>The id of the message reference.</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Opening ? OpeningPart : null, Outcome is null ? null : OutcomePart + Outcome, Resolved ? ResolvedPart : null,
        ];
        return string.Join('+', parts.OfType<string>().DefaultIfEmpty("nothing"));
    }

    // Another attempt with the same conclusion is no news.
    private static bool SaysTheSame(IncidentView view)
    {
        var (earlier, latest) = (view.Earlier.LastOrDefault(attempt => attempt.Report is not null)?.Report, view.Investigation?.Report);
        return latest is null
            || (earlier is not null && earlier.Headline == latest.Headline && earlier.Diagnosis.Verdict == latest.Diagnosis.Verdict);
    }

    private static string? OutcomeOf(IncidentView view) => view switch
    {
        { Investigation: { HasEnded: true } ended } => ended.Id,
        { Investigation: null, Incident.InvestigationId: null } => NotInvestigated,
        _ => null,
    };
}
