using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Incidents in a table; a unique index allows one open incident per correlation key.</summary>
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
    public async Task<Incident?> FindOpenAsync(
        OrganisationId organisation, string correlationKey, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM incidents WHERE organisation = @organisation AND correlation_key = @key AND open = 1",
            Documents.Read(CoreJson.Default.Incident),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@key", correlationKey))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            INSERT INTO incidents (organisation, id, version, correlation_key, open, opened_at, updated_at, json)
            VALUES (@organisation, @id, @version, @key, @open, @openedAt, @updatedAt, @json)
            ON CONFLICT DO NOTHING
            """,
            cancellationToken,
            ("@organisation", incident.Organisation.Value),
            ("@id", incident.Id),
            ("@version", incident.Version),
            ("@key", incident.CorrelationKey),
            ("@open", incident.Status == IncidentStatus.Open),
            ("@openedAt", incident.OpenedAt.UtcTicks),
            ("@updatedAt", incident.UpdatedAt.UtcTicks),
            ("@json", Documents.Write(incident, CoreJson.Default.Incident)));

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            UPDATE OR IGNORE incidents
            SET version = @version, correlation_key = @key, open = @open, updated_at = @updatedAt, json = @json
            WHERE organisation = @organisation AND id = @id AND version = @version - 1
            """,
            cancellationToken,
            ("@organisation", incident.Organisation.Value),
            ("@id", incident.Id),
            ("@version", incident.Version),
            ("@key", incident.CorrelationKey),
            ("@open", incident.Status == IncidentStatus.Open),
            ("@updatedAt", incident.UpdatedAt.UtcTicks),
            ("@json", Documents.Write(incident, CoreJson.Default.Incident)));

    /// <inheritdoc/>
    public async Task<Page<Incident>> ListAsync(
        OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
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
}
