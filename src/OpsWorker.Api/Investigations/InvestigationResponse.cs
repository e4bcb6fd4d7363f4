using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Api.Investigations;

/// <summary>An investigation in a listing.</summary>
/// <param name="Cost">What its calls to models cost, in US dollars; null where none was called.</param>
internal sealed record InvestigationSummary(
    string Id,
    string IncidentId,
    int Attempt,
    AttemptReason Reason,
    string? ReasonDetail,
    string? ClusterId,
    InvestigationStatus Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset? CompletedAt,
    CauseCode? Verdict,
    string? Headline,
    string? Failure,
    decimal? Cost)
{
    public static InvestigationSummary Of(Investigation investigation) => new(
        investigation.Id,
        investigation.IncidentId,
        investigation.Attempt,
        investigation.Reason,
        investigation.ReasonDetail,
        investigation.ClusterId,
        investigation.Status,
        investigation.RequestedAt,
        investigation.CompletedAt,
        investigation.Report?.Diagnosis.Verdict,
        investigation.Report?.Headline,
        investigation.Failure,
        investigation.Report?.Models?.Cost);
}

/// <summary>A journal entry of an investigation.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Kind">The kind of effect.</param>
/// <param name="State">Pending or completed.</param>
/// <param name="StartedAt">The start.</param>
/// <param name="CompletedAt">The time of the outcome.</param>
/// <param name="Queries">The queries as kubectl commands.</param>
/// <param name="Failure">The reason for a missing outcome.</param>
internal sealed record TimelineEntry(
    int Number,
    JournalEntryKind Kind,
    JournalEntryState State,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    IReadOnlyList<string> Queries,
    string? Failure);

/// <summary>One investigation with all details.</summary>
internal sealed record InvestigationResponse(
    string Id,
    string IncidentId,
    int Attempt,
    AttemptReason Reason,
    string? ReasonDetail,
    string? ClusterId,
    InvestigationStatus Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    Report? Report,
    string? Failure,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<EvidenceSummary> Evidence)
{
    public static InvestigationResponse Of(Investigation investigation, IReadOnlyList<JournalEntry> journal) => new(
        investigation.Id,
        investigation.IncidentId,
        investigation.Attempt,
        investigation.Reason,
        investigation.ReasonDetail,
        investigation.ClusterId,
        investigation.Status,
        investigation.RequestedAt,
        investigation.StartedAt,
        investigation.CompletedAt,
        investigation.Report,
        investigation.Failure,
        [.. journal.Select(Line)],
        [.. journal.SelectMany(entry => entry.Evidence)]);

    private static TimelineEntry Line(JournalEntry entry) => new(
        entry.Number,
        entry.Kind,
        entry.State,
        entry.StartedAt,
        entry.CompletedAt,
        [.. entry.Queries.Select(query => query.ToString())],
        entry.Failure);
}
