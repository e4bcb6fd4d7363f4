using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Incidents in a table; a second one has the incident that holds each correlation key.</summary>
internal sealed class SqliteIncidentStore(SqliteWriter writer, SqliteReader reader) : IIncidentStore
{
    /// <inheritdoc/>
    public async Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM incidents WHERE organisation = @organisation AND id = @id",
            Documents.Read(CoreJson.Default.Incident),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<Incident?> FindAsync(
        OrganisationId organisation, string correlationKey, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            """
            SELECT json FROM incidents JOIN incident_keys AS held
            ON held.organisation = incidents.organisation AND held.incident_id = incidents.id
            WHERE held.organisation = @organisation AND held.key = @key
            """,
            Documents.Read(CoreJson.Default.Incident),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@key", correlationKey))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken) =>
        writer.WriteAsync(session => TryCreate(session, incident), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken) =>
        writer.WriteAsync(session => TryUpdate(session, incident), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Incident>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        var after = Keyset.From(page, Keyset.Newest);
        var rows = await reader.QueryAsync(
            """
            SELECT json FROM incidents
            WHERE organisation = @organisation AND (opened_at, id) < (@time, @id)
            AND opened_at >= @from AND opened_at < @to
            ORDER BY opened_at DESC, id DESC LIMIT @limit
            """,
            Documents.Read(CoreJson.Default.Incident),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@time", after.Time),
            ("@id", after.Id),
            ("@from", Keyset.From(page.Within)),
            ("@to", Keyset.To(page.Within)),
            ("@limit", page.Limit + 1));
        return Keyset.Page(rows, page, incident => new Keyset(incident.OpenedAt.UtcTicks, incident.Id));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Incident>> ListOpenAsync(
        OrganisationId organisation, int max, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            "SELECT json FROM incidents WHERE organisation = @organisation AND open = 1 ORDER BY opened_at, id LIMIT @max",
            Documents.Read(CoreJson.Default.Incident),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@max", max));

    // The writer runs one unit at a time, so what was checked still holds when it is written.
    private static bool TryCreate(SqliteSession session, Incident incident)
    {
        if (IsKeyTaken(session, incident)) return false;
        var created = session.Execute(
            """
            INSERT INTO incidents (organisation, id, version, open, opened_at, updated_at, json)
            VALUES (@organisation, @id, @version, @open, @openedAt, @updatedAt, @json)
            ON CONFLICT DO NOTHING
            """,
            ("@organisation", incident.Organisation.Value),
            ("@id", incident.Id),
            ("@version", incident.Version),
            ("@open", incident.Status == IncidentStatus.Open),
            ("@openedAt", incident.OpenedAt.UtcTicks),
            ("@updatedAt", incident.UpdatedAt.UtcTicks),
            ("@json", Documents.Write(incident, CoreJson.Default.Incident))) > 0;
        if (created) HoldKeys(session, incident);
        return created;
    }

    private static bool TryUpdate(SqliteSession session, Incident incident)
    {
        if (IsKeyTaken(session, incident)) return false;
        var changed = session.Execute(
            """
            UPDATE incidents SET version = @version, open = @open, updated_at = @updatedAt, json = @json
            WHERE organisation = @organisation AND id = @id AND version = @version - 1
            """,
            ("@organisation", incident.Organisation.Value),
            ("@id", incident.Id),
            ("@version", incident.Version),
            ("@open", incident.Status == IncidentStatus.Open),
            ("@updatedAt", incident.UpdatedAt.UtcTicks),
            ("@json", Documents.Write(incident, CoreJson.Default.Incident))) > 0;
        if (changed) HoldKeys(session, incident);
        return changed;
    }

    private static bool IsKeyTaken(SqliteSession session, Incident incident) =>
        incident.Status == IncidentStatus.Open && KeysOf(incident).Any(key => session.Query(
            "SELECT 1 FROM incident_keys WHERE organisation = @organisation AND key = @key AND open = 1 AND incident_id <> @id",
            row => row.GetInt32(0),
            ("@organisation", incident.Organisation.Value),
            ("@key", key),
            ("@id", incident.Id)).Count > 0);

    // A resolved incident keeps the keys that no other has taken since, so that the next one of the problem finds it.
    private static void HoldKeys(SqliteSession session, Incident incident)
    {
        foreach (var key in KeysOf(incident))
        {
            session.Execute(
                """
                INSERT INTO incident_keys (organisation, key, incident_id, open, updated_at)
                VALUES (@organisation, @key, @id, @open, @updatedAt)
                ON CONFLICT (organisation, key)
                DO UPDATE SET incident_id = excluded.incident_id, open = excluded.open, updated_at = excluded.updated_at
                WHERE excluded.open = 1 OR incident_id = excluded.incident_id
                """,
                ("@organisation", incident.Organisation.Value),
                ("@key", key),
                ("@id", incident.Id),
                ("@open", incident.Status == IncidentStatus.Open),
                ("@updatedAt", incident.UpdatedAt.UtcTicks));
        }
    }

    private static IEnumerable<string> KeysOf(Incident incident) => incident.Aliases.Prepend(incident.CorrelationKey);
}
