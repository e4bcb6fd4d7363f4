using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Portal.Design;

namespace OpsWorker.Portal.Incidents;

/// <summary>An incident with everything that is known of it.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Incident">The incident.</param>
/// <param name="Attempts">The investigations of its attempts, oldest first.</param>
/// <param name="Journal">The journal of the latest attempt.</param>
public sealed record IncidentModel(
    Frame Frame, Incident Incident, IReadOnlyList<Investigation> Attempts, IReadOnlyList<JournalEntry> Journal)
{
    /// <summary>The number of attempts whose record is damaged.</summary>
    public int Unreadable { get; init; }

    /// <summary>The latest attempt; null where there is none.</summary>
    public Investigation? Latest => Attempts is [.., var latest] ? latest : null;

    /// <summary>The latest report of any attempt; null where none has ended with one.</summary>
    public Report? Report => Attempts.LastOrDefault(attempt => attempt.Report is not null)?.Report;

    /// <summary>The best cause; null where none was found.</summary>
    public RankedCause? Cause => Report?.Diagnosis.Causes is [var best, ..] ? best : null;

    /// <summary>The steps from the cause to the alert; empty without a cause.</summary>
    public IReadOnlyList<PathStep> Path => Cause is { } cause ? CausePath.Of(cause, Incident) : [];

    /// <summary>Everything with a time, oldest first.</summary>
    public IReadOnlyList<TimeMark> Times => TimeMarks.Of(this);

    /// <summary>The answers that are missing.</summary>
    public IReadOnlyList<EvidenceSummary> Unread =>
        [.. (Report?.Evidence ?? []).Where(evidence => evidence.Outcome == Core.Queries.QueryOutcome.Error)];

    /// <summary>The number of calls to models.</summary>
    public int ModelCalls => Journal.Count(entry => entry.Kind == JournalEntryKind.Model);
}
