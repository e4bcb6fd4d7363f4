using OpsWorker.Core;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteOrganisationStore(SqliteWriter writer, SqliteReader reader) : IOrganisationStore
{
    /// <inheritdoc/>
    public Task<bool> TryPutAsync(Organisation organisation, CancellationToken cancellationToken) =>
        organisation.Version == 1
            ? writer.ChangeAsync(
                "INSERT INTO organisations (id, json) VALUES (@id, @json) ON CONFLICT DO NOTHING",
                cancellationToken,
                ("@id", organisation.Id.Value),
                ("@json", Documents.Write(organisation, CoreJson.Default.Organisation)))
            : writer.WriteAsync(session => TryChange(session, organisation), cancellationToken);

    /// <inheritdoc/>
    public async Task<Organisation?> GetAsync(OrganisationId id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM organisations WHERE id = @id",
            Documents.Read(CoreJson.Default.Organisation),
            cancellationToken,
            ("@id", id.Value))).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<Page<Organisation>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var after = Keyset.From(page, Keyset.Lowest);
        var rows = await reader.QueryAsync(
            "SELECT json FROM organisations WHERE id > @id ORDER BY id LIMIT @limit",
            Documents.Read(CoreJson.Default.Organisation),
            cancellationToken,
            ("@id", after.Id),
            ("@limit", page.Limit + 1));
        return Keyset.Page(rows, page, organisation => new Keyset(0, organisation.Id.Value));
    }

    private static bool TryChange(SqliteSession session, Organisation organisation)
    {
        var stored = session.Query(
            "SELECT json FROM organisations WHERE id = @id",
            Documents.Read(CoreJson.Default.Organisation),
            ("@id", organisation.Id.Value));
        if (stored is not [var before] || before.Version != organisation.Version - 1) return false;
        session.Execute(
            "UPDATE organisations SET json = @json WHERE id = @id",
            ("@json", Documents.Write(organisation, CoreJson.Default.Organisation)),
            ("@id", organisation.Id.Value));
        return true;
    }
}
