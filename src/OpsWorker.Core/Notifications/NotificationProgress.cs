using System.Globalization;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Core.Notifications;

/// <summary>A message that a destination without edits gets about an incident.</summary>
public enum IncidentStep
{
    /// <summary>The incident was opened.</summary>
    Opened,

    /// <summary>The investigation has ended, or there is none.</summary>
    Outcome,

    /// <summary>The incident is resolved.</summary>
    Resolved,

    /// <summary>An alert of the resolved incident fires again.</summary>
    Reopened,

    /// <summary>Nobody acknowledged the incident in the time that a step of its escalation allows.</summary>
    Escalated,
}

/// <summary>
/// The messages about an incident that a destination without edits has got, and the next one due: each is sent once. It is stored as
/// the id of the message reference.
/// </summary>
/// <param name="Opening">The message about the opened incident was sent.</param>
/// <param name="Outcome">The investigation whose outcome was sent; null if none.</param>
/// <param name="Resolved">The message about the resolution was sent.</param>
/// <param name="Escalations">The number of escalation steps that a message was sent about.</param>
public sealed record NotificationProgress(bool Opening, string? Outcome, bool Resolved, int Escalations = 0)
{
    /// <summary>No message was sent.</summary>
    public static readonly NotificationProgress Nothing = new(Opening: false, Outcome: null, Resolved: false);

    private const string OpeningPart = "opening";
    private const string OutcomePart = "outcome=";
    private const string ResolvedPart = "resolved";
    private const string EscalationsPart = "escalated=";
    private const string NotInvestigated = "none";
    private const int MaxReopenings = 3;

    /// <summary>Reads the id of a message reference.</summary>
    public static NotificationProgress Parse(string id)
    {
        var parts = id.Split('+');
        _ = int.TryParse(Value(parts, EscalationsPart), NumberStyles.None, CultureInfo.InvariantCulture, out var escalations);
        return new NotificationProgress(
            parts.Contains(OpeningPart), Value(parts, OutcomePart), parts.Contains(ResolvedPart), escalations);
    }

    /// <summary>The message due now, or null, and the progress once it is sent. A silenced incident gets none.</summary>
    /// <param name="view">The incident and its investigation.</param>
    /// <param name="includeOpening">The start of an investigation gets a message.</param>
    public (IncidentStep? Step, NotificationProgress Then) Next(IncidentView view, bool includeOpening)
    {
        if (view.IsSilenced) return (null, this);
        var isResolved = view.Incident.Status == IncidentStatus.Resolved;
        if (OutcomeOf(view) is { } outcome && outcome != Outcome)
        {
            var then = this with { Opening = true, Outcome = outcome, Resolved = isResolved };
            if (Outcome is null || !view.RepeatsConclusion) return (IncidentStep.Outcome, then);
            return isResolved && !Resolved ? (IncidentStep.Resolved, then) : (null, then with { Resolved = Resolved });
        }

        if (isResolved && Opening && !Resolved) return (IncidentStep.Resolved, this with { Resolved = true });
        if (!isResolved && Resolved)
        {
            // A problem that comes and goes is not posted each time.
            var isFlapping = view.Incident.ReopenedAt.Count > MaxReopenings;
            return isFlapping ? (null, this) : (IncidentStep.Reopened, this with { Resolved = false });
        }

        if (view.Escalations > Escalations) return (IncidentStep.Escalated, this with { Escalations = view.Escalations });
        return includeOpening && !Opening
            ? (IncidentStep.Opened, this with { Opening = true, Resolved = isResolved })
            : (null, this);
    }

    /// <summary>The id of the message reference.</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Opening ? OpeningPart : null,
            Outcome is null ? null : OutcomePart + Outcome,
            Resolved ? ResolvedPart : null,
            Escalations == 0 ? null : EscalationsPart + Escalations.ToString(CultureInfo.InvariantCulture),
        ];
        return string.Join('+', parts.OfType<string>().DefaultIfEmpty("nothing"));
    }

    private static string? Value(string[] parts, string name) =>
        parts.FirstOrDefault(p => p.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private static string? OutcomeOf(IncidentView view) => view switch
    {
        { Investigation: { HasEnded: true } ended } => ended.Id,
        { Investigation: null, Incident.InvestigationId: null } => NotInvestigated,
        _ => null,
    };
}
