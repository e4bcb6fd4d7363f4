namespace OpsWorker.Core.Incidents;

/// <summary>Stores incidents with optimistic concurrency.</summary>
public interface IIncidentStore
{
    /// <summary>The maximum number of keys that are looked up at once.</summary>
    const int MaxKeys = 50;

    /// <summary>The incident, or null; also null where it is another organisation's.</summary>
    Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>
    /// The incidents that hold correlation keys, by key: as <see cref="Incident.CorrelationKey"/> or one of their
    /// <see cref="Incident.Aliases"/>, the open one, or else the one that held it last. A key that none held is not in the result.
    /// </summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="correlationKeys">The keys, at most <see cref="MaxKeys"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyDictionary<string, Incident>> FindAsync(
        OrganisationId organisation, IReadOnlyCollection<string> correlationKeys, CancellationToken cancellationToken);

    /// <summary>Stores a new incident; false where its id is taken or an open incident holds one of its keys.</summary>
    Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a change; false where the stored version is not <c>incident.Version - 1</c>, or where the change opens the incident again
    /// or adds a key, and another open incident holds a key. Keys are only added. Resolving an incident frees its keys.
    /// </summary>
    Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken);

    /// <summary>The organisation's incidents, by time of opening, newest first.</summary>
    Task<Page<Incident>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All open incidents of the organisation, by time of opening, oldest first.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="max">Maximum number, up to <see cref="PageRequest.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="after">The incident behind which the listing begins; null for the oldest.</param>
    Task<IReadOnlyList<Incident>> ListOpenAsync(
        OrganisationId organisation, int max, CancellationToken cancellationToken, Incident? after = null);
}
