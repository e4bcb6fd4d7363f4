using System.Text.Json;
using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Organisations and their credentials in the table. A credential is found by its hash in one read of one item; a
/// second item finds it by its id.
/// </summary>
public sealed class DynamoDbOrganisationStore(RecordTable table) : IOrganisationStore
{
    private const string Listing = "organisations";
    private const string IdPrefix = "org_";

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(Organisation organisation, CancellationToken cancellationToken)
    {
        var item = RecordKey.Organisation(organisation.Id).ToItem()
            .ListedIn(Listing, organisation.Id.Value)
            .With(RecordSchema.Document, JsonSerializer.Serialize(organisation, CoreJson.Default.Organisation))
            .WithVersion(organisation.Version);
        var condition = organisation.Version == 1 ? RecordCondition.IsNew : RecordCondition.VersionIs(organisation.Version - 1);
        return table.TryPutAsync(item, condition, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Organisation?> GetAsync(OrganisationId id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Organisation(id), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(id, item, CoreJson.Default.Organisation, cancellationToken)
            : null;

    /// <inheritdoc/>
    public Task<Page<Organisation>> ListAsync(PageRequest page, CancellationToken cancellationToken) =>
        table.ListByIdAsync(Listing, IdPrefix, page, cancellationToken).SelectAsync(item => table.Documents.ReadAsync(
            new OrganisationId(item.Text(RecordSchema.IndexSortKey)!), item, CoreJson.Default.Organisation, cancellationToken));

    /// <inheritdoc/>
    public Task AddKeyAsync(AccessKey key, CancellationToken cancellationToken) =>
        table.Transactions.TryWriteAsync(
            cancellationToken,
            table.Transactions.Put(ByHash(key), RecordCondition.IsNew),
            table.Transactions.Put(ById(key), RecordCondition.IsNew));

    /// <inheritdoc/>
    public async Task<AccessKey?> FindKeyAsync(string hash, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.AccessKey(hash), cancellationToken) is { } item
            ? JsonSerializer.Deserialize(item.Text(RecordSchema.Document)!, CoreJson.Default.AccessKey)
            : null;

    /// <inheritdoc/>
    public async Task<bool> ExpireKeyAsync(
        OrganisationId organisation, string keyId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var byId = await table.GetAsync(RecordKey.AccessKeyId(organisation, keyId), cancellationToken);
        if (byId?.Text(RecordSchema.Target) is not { } hash) return false;
        if (await FindKeyAsync(hash, cancellationToken) is not { } key) return false;
        if (key.ExpiresAt is { } end && end <= at) return true;
        var expiring = key with { ExpiresAt = at };
        return await table.Transactions.TryWriteAsync(
            cancellationToken,
            table.Transactions.Put(ByHash(expiring), RecordCondition.Exists),
            table.Transactions.Put(ById(expiring), RecordCondition.Exists));
    }

    private static Item ByHash(AccessKey key) => Expiring(key, RecordKey.AccessKey(key.Hash).ToItem()
        .With(RecordSchema.Document, JsonSerializer.Serialize(key, CoreJson.Default.AccessKey)));

    private static Item ById(AccessKey key) =>
        Expiring(key, RecordKey.AccessKeyId(key.Organisation, key.Id).ToItem().With(RecordSchema.Target, key.Hash));

    private static Item Expiring(AccessKey key, Item item) =>
        key.ExpiresAt is { } at ? item.ExpiresAt(at) : item;
}
