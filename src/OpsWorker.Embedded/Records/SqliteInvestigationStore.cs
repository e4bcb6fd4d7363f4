using OpsWorker.Core;
using OpsWorker.Core.Investigations;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteInvestigationStore(SqliteWriter writer, SqliteReader reader) : IInvestigationStore
{
    /// <inheritdoc/>
    public async Task<Investigation?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM investigations WHERE organisation = @organisation AND id = @id",
            Documents.Read(CoreJson.Default.Investigation),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Investigation investigation, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            INSERT INTO investigations (organisation, id, version, requested_at, json)
            VALUES (@organisation, @id, @version, @requestedAt, @json)
            ON CONFLICT DO NOTHING
            """,
            cancellationToken,
            ("@organisation", investigation.Organisation.Value),
            ("@id", investigation.Id),
            ("@version", investigation.Version),
            ("@requestedAt", investigation.RequestedAt.UtcTicks),
            ("@json", Documents.Write(investigation, CoreJson.Default.Investigation)));

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(Investigation investigation, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            UPDATE investigations SET version = @version, json = @json
            WHERE organisation = @organisation AND id = @id AND version = @version - 1
            """,
            cancellationToken,
            ("@organisation", investigation.Organisation.Value),
            ("@id", investigation.Id),
            ("@version", investigation.Version),
            ("@json", Documents.Write(investigation, CoreJson.Default.Investigation)));

    /// <inheritdoc/>
    public async Task<Page<Investigation>> ListAsync(
        OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        var after = Keyset.From(page, Keyset.Newest);
        var rows = await reader.QueryAsync(
            """
            SELECT json FROM investigations
            WHERE organisation = @organisation AND (requested_at, id) < (@time, @id)
            AND requested_at >= @from AND requested_at < @to
            ORDER BY requested_at DESC, id DESC LIMIT @limit
            """,
            Documents.Read(CoreJson.Default.Investigation),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@time", after.Time),
            ("@id", after.Id),
            ("@from", Keyset.From(page.Within)),
            ("@to", Keyset.To(page.Within)),
            ("@limit", page.Limit + 1));
        return Keyset.Page(rows, page, i => new Keyset(i.RequestedAt.UtcTicks, i.Id));
    }
}
