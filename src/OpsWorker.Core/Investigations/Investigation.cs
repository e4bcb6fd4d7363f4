using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Investigations;

/// <summary>The state of an investigation.</summary>
public enum InvestigationStatus
{
    /// <summary>Requested, not started.</summary>
    Queued,

    /// <summary>Started; the journal holds its progress.</summary>
    Running,

    /// <summary>Ended with a report.</summary>
    Completed,

    /// <summary>Ended without a report; <see cref="Investigation.Failure"/> states the reason.</summary>
    Failed,

    /// <summary>Ended without a report, because its incident was resolved first; <see cref="Investigation.Failure"/> says when.</summary>
    Cancelled,
}

/// <summary>One search for the root cause of an incident: one attempt.</summary>
public sealed record Investigation
{
    /// <summary><c>inv_…</c>, made of the incident's id and the attempt.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The incident.</summary>
    public required string IncidentId { get; init; }

    /// <summary>The number of the attempt at the incident, from 1.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The reason of the attempt.</summary>
    public AttemptReason Reason { get; init; }

    /// <summary>The alert that joined, or who asked; null where the reason says all.</summary>
    public string? ReasonDetail { get; init; }

    /// <summary>The cluster to query; null if the incident names none.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The state of the investigation.</summary>
    public required InvestigationStatus Status { get; init; }

    /// <summary>The time of the request.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The start; null before it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time at which the investigation concludes with the evidence it has.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The end; null before it.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The report; null until completed.</summary>
    public Report? Report { get; init; }

    /// <summary>The reason for a missing report; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>The version of the record, incremented by each update and compared by the next.</summary>
    public int Version { get; init; } = 1;

    /// <summary>True once completed, failed or cancelled.</summary>
    public bool HasEnded => Status is InvestigationStatus.Completed or InvestigationStatus.Failed or InvestigationStatus.Cancelled;

    /// <summary>Derives the id of an incident's investigation.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="attempt">The number of the attempt, from 1.</param>
    public static string IdOf(string incidentId, int attempt) =>
        Identifier.From("inv", incidentId, attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>Stores investigations with optimistic concurrency.</summary>
public interface IInvestigationStore
{
    /// <summary>The investigation, or null; also null where it is another organisation's.</summary>
    Task<Investigation?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>Stores a new investigation; false where its id is taken.</summary>
    Task<bool> TryCreateAsync(Investigation investigation, CancellationToken cancellationToken);

    /// <summary>Stores a change; false where the stored version is not <c>investigation.Version - 1</c>.</summary>
    Task<bool> TryUpdateAsync(Investigation investigation, CancellationToken cancellationToken);

    /// <summary>The organisation's investigations, by time of request, newest first.</summary>
    Task<Page<Investigation>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);
}
