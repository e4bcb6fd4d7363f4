using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Incidents;

/// <summary>The acknowledgement of an incident: somebody works on it.</summary>
/// <param name="By">The person.</param>
/// <param name="At">The time.</param>
public sealed record Acknowledgement(Actor By, DateTimeOffset At);

/// <summary>The silence of an incident: its message is kept up to date, and nobody is notified.</summary>
/// <param name="By">The person.</param>
/// <param name="At">The time from which it holds.</param>
/// <param name="Until">The end; null for the resolution of the incident.</param>
public sealed record IncidentSilence(Actor By, DateTimeOffset At, DateTimeOffset? Until)
{
    /// <summary>The silence holds at the time; one until the resolution gets its end by that.</summary>
    public bool HoldsAt(DateTimeOffset time) => Until is not { } until || time < until;
}

/// <summary>A person's opinion of a report.</summary>
/// <param name="By">The person; each has one opinion of an investigation.</param>
/// <param name="At">The time.</param>
/// <param name="InvestigationId">The investigation.</param>
/// <param name="IsHelpful">True if the report was right.</param>
/// <param name="RightCause">The right cause, where the person named one.</param>
public sealed record IncidentFeedback(
    Actor By, DateTimeOffset At, string InvestigationId, bool IsHelpful, CauseCode? RightCause = null);

/// <summary>A person's comment on an incident.</summary>
/// <param name="By">The person.</param>
/// <param name="At">The time.</param>
/// <param name="Text">The text, at most <see cref="MaxLength"/> characters.</param>
public sealed record IncidentComment(Actor By, DateTimeOffset At, string Text)
{
    /// <summary>Maximum length of a text.</summary>
    public const int MaxLength = 2000;
}

/// <summary>The resolution of an incident by a person.</summary>
/// <param name="By">The person.</param>
/// <param name="At">The time.</param>
/// <param name="Reason">The reason; null where the person states none.</param>
public sealed record IncidentClosure(Actor By, DateTimeOffset At, string? Reason);
