using OpsWorker.Core;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteOrganisationStore(SqliteWriter writer, SqliteReader reader, TimeProvider time) : IOrganisationStore
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

    /// <inheritdoc/>
    public Task AddKeyAsync(AccessKey key, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            """
            INSERT INTO access_keys (organisation, id, hash, json) VALUES (@organisation, @id, @hash, @json)
            ON CONFLICT (organisation, id) DO NOTHING
            """,
            cancellationToken,
            ("@organisation", key.Organisation.Value),
            ("@id", key.Id),
            ("@hash", key.Hash),
            ("@json", Documents.Write(key, CoreJson.Default.AccessKey)));

    /// <inheritdoc/>
    public async Task<AccessKey?> FindKeyAsync(string hash, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM access_keys WHERE hash = @hash",
            Documents.Read(CoreJson.Default.AccessKey),
            cancellationToken,
            ("@hash", hash))).SingleOrDefault(key => key.ExpiresAt is not { } end || end > time.GetUtcNow());

    /// <inheritdoc/>
    public Task<bool> ExpireKeyAsync(
        OrganisationId organisation, string keyId, DateTimeOffset at, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            session =>
            {
                var found = session.Query(
                    "SELECT json FROM access_keys WHERE organisation = @organisation AND id = @id",
                    Documents.Read(CoreJson.Default.AccessKey),
                    ("@organisation", organisation.Value),
                    ("@id", keyId));
                if (found is not [var key]) return false;
                if (key.ExpiresAt is { } end && end <= at) return true;
                session.Execute(
                    "UPDATE access_keys SET json = @json WHERE organisation = @organisation AND id = @id",
                    ("@json", Documents.Write(key with { ExpiresAt = at }, CoreJson.Default.AccessKey)),
                    ("@organisation", organisation.Value),
                    ("@id", keyId));
                return true;
            },
            cancellationToken);

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
