using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Incidents in tables; those that change often are read from memory.</summary>
internal sealed class SqliteIncidentStore(SqliteWriter writer, SqliteReader reader, RecordCache<Incident> cache) : IIncidentStore
{
    private const int CachedAlerts = 50_000;

    private static readonly TimeListing<Incident> s_newest = new(
        "incidents", "opened_at", IncidentTable.Read, incident => new Keyset(incident.OpenedAt.UtcTicks, incident.Id))
    {
        Columns = IncidentTable.Columns,
    };

    /// <summary>A cache of incidents, bounded by the alerts that they list.</summary>
    public static RecordCache<Incident> CreateCache() => new(CachedAlerts, incident => 10 + incident.Alerts.Count);

    /// <inheritdoc/>
    public async Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        cache.Find(organisation, id) ?? (await reader.QueryAsync(
            $"SELECT {IncidentTable.Columns} FROM incidents WHERE organisation = @organisation AND id = @id",
            IncidentTable.Read,
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Incident>> FindAsync(
        OrganisationId organisation, IReadOnlyCollection<string> correlationKeys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Incident>();
        foreach (var key in correlationKeys.Distinct())
        {
            if (await FindAsync(organisation, key, cancellationToken) is { } incident) found[key] = incident;
        }

        return found;
    }

    private async Task<Incident?> FindAsync(OrganisationId organisation, string correlationKey, CancellationToken cancellationToken)
    {
        var holder = await reader.QueryAsync(
            "SELECT incident_id FROM incident_keys WHERE organisation = @organisation AND key = @key",
            row => row.GetString(0),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@key", correlationKey));
        return holder is [var id] ? await GetAsync(organisation, id, cancellationToken) : null;
    }

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken) => writer.WriteAsync(
        session => IncidentTable.TryCreate(session, incident),
        cancellationToken,
        created =>
        {
            if (created) cache.Put(incident.Organisation, incident.Id, incident);
        });

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken) => writer.WriteAsync(
        session => IncidentTable.TryUpdate(session, incident, cache.Find(incident.Organisation, incident.Id)),
        cancellationToken,
        changed =>
        {
            if (changed) cache.Put(incident.Organisation, incident.Id, incident);
            else cache.Remove(incident.Organisation, incident.Id);
        });

    /// <inheritdoc/>
    public Task<Page<Incident>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        s_newest.ReadAsync(reader, organisation, page, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Incident>> ListOpenAsync(
        OrganisationId organisation, int max, CancellationToken cancellationToken, Incident? after = null) =>
        await reader.QueryAsync(
            $"""
            SELECT {IncidentTable.Columns} FROM incidents
            WHERE organisation = @organisation AND open = 1 AND (opened_at, id) > (@openedAt, @id) ORDER BY opened_at, id LIMIT @max
            """,
            IncidentTable.Read,
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@openedAt", after?.OpenedAt.UtcTicks ?? long.MinValue),
            ("@id", after?.Id ?? ""),
            ("@max", max));
}
