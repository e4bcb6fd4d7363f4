using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Investigations;

/// <summary>Where an investigation stands.</summary>
public enum InvestigationStatus
{
    /// <summary>Asked for and not begun.</summary>
    Queued,

    /// <summary>Begun; its journal says how far it is.</summary>
    Running,

    /// <summary>Ended with a report.</summary>
    Completed,

    /// <summary>Ended without one; <see cref="Investigation.Failure"/> says why.</summary>
    Failed,
}

/// <summary>One search for the root cause of an incident.</summary>
public sealed record Investigation
{
    /// <summary><c>inv_…</c>, made of the incident's id and the attempt.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The incident.</summary>
    public required string IncidentId { get; init; }

    /// <summary>The cluster that is asked; null where the incident names none.</summary>
    public string? ClusterId { get; init; }

    /// <summary>Where it stands.</summary>
    public required InvestigationStatus Status { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ends with what there is, whoever has not answered.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The outcome, once there is one.</summary>
    public Report? Report { get; init; }

    /// <summary>Why there is none.</summary>
    public string? Failure { get; init; }

    /// <summary>Raised by one at every stored change; the condition of the next one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether it has ended, either way.</summary>
    public bool HasEnded => Status is InvestigationStatus.Completed or InvestigationStatus.Failed;

    /// <summary>The id of an incident's investigation.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="attempt">1 for the first, 2 for the first repetition, and so on.</param>
    public static string IdOf(string incidentId, int attempt) =>
        Identifier.From("inv", incidentId, attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>Investigations, changed only on the condition that nobody else did in between.</summary>
public interface IInvestigationStore
{
    /// <summary>The investigation, or null; also null where it is another organisation's.</summary>
    Task<Investigation?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>Stores a new investigation; false where its id is taken.</summary>
    Task<bool> TryCreateAsync(Investigation investigation, CancellationToken cancellationToken);

    /// <summary>Stores a change; false where the stored version is not <c>investigation.Version - 1</c>.</summary>
    Task<bool> TryUpdateAsync(Investigation investigation, CancellationToken cancellationToken);

    /// <summary>The organisation's investigations, newest first, by when they were asked for.</summary>
    Task<Page<Investigation>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);
}
