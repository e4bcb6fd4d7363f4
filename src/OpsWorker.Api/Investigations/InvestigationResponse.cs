using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Api.Investigations;

/// <summary>An investigation in a listing.</summary>
internal sealed record InvestigationSummary(
    string Id,
    string IncidentId,
    string? ClusterId,
    InvestigationStatus Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset? CompletedAt,
    CauseCode? Verdict,
    string? Headline)
{
    public static InvestigationSummary Of(Investigation investigation) => new(
        investigation.Id,
        investigation.IncidentId,
        investigation.ClusterId,
        investigation.Status,
        investigation.RequestedAt,
        investigation.CompletedAt,
        investigation.Report?.Diagnosis.Verdict,
        investigation.Report?.Headline);
}

/// <summary>What an investigation did, as its journal has it.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Kind">What kind of effect.</param>
/// <param name="State">Whether its outcome is known.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="CompletedAt">When its outcome was recorded.</param>
/// <param name="Queries">The questions, as a person would type them.</param>
/// <param name="Failure">Why there is no outcome.</param>
internal sealed record TimelineEntry(
    int Number,
    JournalEntryKind Kind,
    JournalEntryState State,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    IReadOnlyList<string> Queries,
    string? Failure);

/// <summary>One investigation, whole.</summary>
internal sealed record InvestigationResponse(
    string Id,
    string IncidentId,
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
