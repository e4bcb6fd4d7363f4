namespace OpsWorker.Core.Incidents;

/// <summary>Stores incidents with optimistic concurrency.</summary>
public interface IIncidentStore
{
    /// <summary>The incident, or null; also null where it is another organisation's.</summary>
    Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>The open incident with that correlation key, or null.</summary>
    Task<Incident?> FindOpenAsync(OrganisationId organisation, string correlationKey, CancellationToken cancellationToken);

    /// <summary>Stores a new incident; false where its id is taken or its correlation key has an open incident.</summary>
    Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a change; false where the stored version is not <c>incident.Version - 1</c>. Resolving an incident
    /// frees its correlation key.
    /// </summary>
    Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken);

    /// <summary>The organisation's incidents, by time of opening, newest first.</summary>
    Task<Page<Incident>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All open incidents of the organisation, by time of opening, oldest first.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="max">Maximum number, up to <see cref="PageRequest.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<Incident>> ListOpenAsync(OrganisationId organisation, int max, CancellationToken cancellationToken);
}
