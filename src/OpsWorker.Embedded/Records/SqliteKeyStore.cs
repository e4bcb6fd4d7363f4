using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteKeyStore(SqliteWriter writer, SqliteReader reader, TimeProvider time) : IKeyStore
{
    /// <inheritdoc/>
    public Task AddAsync(AccessKey key, CancellationToken cancellationToken) =>
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
    public async Task<AccessKey?> FindAsync(string hash, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM access_keys WHERE hash = @hash",
            Documents.Read(CoreJson.Default.AccessKey),
            cancellationToken,
            ("@hash", hash))).SingleOrDefault(IsCurrent);

    /// <inheritdoc/>
    public async Task<AccessKey?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM access_keys WHERE organisation = @organisation AND id = @id",
            Documents.Read(CoreJson.Default.AccessKey),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id))).SingleOrDefault(IsCurrent);

    /// <inheritdoc/>
    public async Task<Page<AccessKey>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        var after = Keyset.From(page, Keyset.Lowest);
        var rows = await reader.QueryAsync(
            """
            SELECT json FROM access_keys
            WHERE organisation = @organisation AND id > @id
            ORDER BY id LIMIT @limit
            """,
            Documents.Read(CoreJson.Default.AccessKey),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", after.Id),
            ("@limit", page.Limit + 1));
        var read = Keyset.Page(rows, page, key => new Keyset(0, key.Id));
        return read with { Items = [.. read.Items.Where(IsCurrent)] };
    }

    /// <inheritdoc/>
    public Task<bool> ExpireAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            session => Change(session, organisation, id, key => key.ExpiresAt <= at ? key : key with { ExpiresAt = at }),
            cancellationToken);

    /// <inheritdoc/>
    public Task RecordUseAsync(AccessKey key, DateTimeOffset at, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            session => Change(
                session, key.Organisation, key.Id, stored => stored.LastUsedAt >= at ? stored : stored with { LastUsedAt = at }),
            cancellationToken);

    private static bool Change(SqliteSession session, OrganisationId organisation, string id, Func<AccessKey, AccessKey> change)
    {
        var found = session.Query(
            "SELECT json FROM access_keys WHERE organisation = @organisation AND id = @id",
            Documents.Read(CoreJson.Default.AccessKey),
            ("@organisation", organisation.Value),
            ("@id", id));
        if (found is not [var key]) return false;
        session.Execute(
            "UPDATE access_keys SET json = @json WHERE organisation = @organisation AND id = @id",
            ("@json", Documents.Write(change(key), CoreJson.Default.AccessKey)),
            ("@organisation", organisation.Value),
            ("@id", id));
        return true;
    }

    private bool IsCurrent(AccessKey key) => key.ExpiresAt is not { } end || end > time.GetUtcNow();
}
