using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Investigations;

/// <summary>The kind of effect that a journal entry records.</summary>
public enum JournalEntryKind
{
    /// <summary>The incident at the start; alerts that join later do not change the scope of the investigation.</summary>
    Incident,

    /// <summary>A batch of queries to the cluster.</summary>
    Query,

    /// <summary>The time, read once so that a replay sees the same.</summary>
    Time,

    /// <summary>A call to a model.</summary>
    Model,

    /// <summary>The outcomes of the earlier attempts at the incident.</summary>
    EarlierAttempts,

    /// <summary>Questions to code hosts about changes.</summary>
    Changes,
}

/// <summary>The state of a journal entry: pending or completed.</summary>
public enum JournalEntryState
{
    /// <summary>The effect was started.</summary>
    Pending,

    /// <summary>The outcome is recorded and never changes again.</summary>
    Completed,
}

/// <summary>
/// The n-th effect of an investigation. The investigation's code is run from the top whenever something arrives;
/// completed entries are returned at once, so the code continues where it was.
/// </summary>
public sealed record JournalEntry
{
    /// <summary>The position, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The kind of effect.</summary>
    public required JournalEntryKind Kind { get; init; }

    /// <summary>Pending or completed.</summary>
    public required JournalEntryState State { get; init; }

    /// <summary>The start of the effect.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The time at which the outcome was recorded.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The queries of a <see cref="JournalEntryKind.Query"/> entry.</summary>
    public IReadOnlyList<Query> Queries { get; init; } = [];

    /// <summary>Queries that the cluster's capabilities do not allow; they are not sent to the agent.</summary>
    public IReadOnlyList<QueryRefusal> Refusals { get; set; } = [];

    /// <summary>The outcome of each query in the same order, once the entry is completed.</summary>
    public IReadOnlyList<EvidenceSummary> Evidence { get; init; } = [];

    /// <summary>The key of the whole outcome in the <see cref="IEvidenceStore"/>; null if the entry holds it.</summary>
    public string? ContentKey { get; init; }

    /// <summary>The outcome of an entry that is not a query, as JSON.</summary>
    public string? Outcome { get; init; }

    /// <summary>The reason for a missing outcome: the agent did not answer in time, the model refused.</summary>
    public string? Failure { get; init; }
}

/// <summary>A query that is not sent to the agent.</summary>
/// <param name="Index">The position among the entry's queries, from 0.</param>
/// <param name="Reason">The reason.</param>
public sealed record QueryRefusal(int Index, string Reason);

/// <summary>The journals of investigations. Entries are added and completed once, and never otherwise changed.</summary>
public interface IJournalStore
{
    /// <summary>The entries of an investigation in order; empty where there are none or it is another organisation's.</summary>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(
        OrganisationId organisation, string investigationId, CancellationToken cancellationToken);

    /// <summary>Adds an entry; false where there is one of its number, which stays as it is.</summary>
    Task<bool> TryAppendAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>Records the outcome of a pending entry; false where it is not pending, and stays as it is.</summary>
    Task<bool> TryCompleteAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken);
}
