using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Credentials in the table. One is found by its hash in one read of one item; a second item, in the organisation's partition, finds
/// it by its id.
/// </summary>
public sealed class DynamoDbKeyStore(RecordTable table) : IKeyStore
{
    /// <inheritdoc/>
    public Task AddAsync(AccessKey key, CancellationToken cancellationToken) =>
        table.Transactions.TryWriteAsync(
            cancellationToken,
            table.Transactions.Put(ByHash(key), RecordCondition.IsNew),
            table.Transactions.Put(ById(key), RecordCondition.IsNew));

    /// <inheritdoc/>
    public async Task<AccessKey?> FindAsync(string hash, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.AccessKey(hash), cancellationToken) is { } item ? Read(item) : null;

    /// <inheritdoc/>
    public async Task<AccessKey?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        var byId = await table.GetAsync(RecordKey.AccessKeyId(organisation, id), cancellationToken);
        return byId?.Text(RecordSchema.Target) is { } hash ? await FindAsync(hash, cancellationToken) : null;
    }

    /// <inheritdoc/>
    public async Task<Page<AccessKey>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        var listing = Listing.OfPartition(RecordKey.AccessKeyId(organisation, "").Partition, IsSortKey, newestFirst: false) with
        {
            Prefix = RecordKey.AccessKeyId(""),
        };
        var found = await table.ListAsync(listing, page with { Within = null }, cancellationToken);
        var keys = await Task.WhenAll(found.Items.Select(item => FindAsync(item.Text(RecordSchema.Target)!, cancellationToken)));
        return new Page<AccessKey>([.. keys.OfType<AccessKey>()], found.NextToken);
    }

    /// <inheritdoc/>
    public async Task<bool> ExpireAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await GetAsync(organisation, id, cancellationToken) is not { } key) return false;
        if (key.ExpiresAt is { } end && end <= at) return true;
        var expiring = key with { ExpiresAt = at };
        return await table.Transactions.TryWriteAsync(
            cancellationToken,
            table.Transactions.Put(ByHash(expiring), RecordCondition.Exists),
            table.Transactions.Put(ById(expiring), RecordCondition.Exists));
    }

    /// <inheritdoc/>
    /// <remarks>The last use is an attribute of its own, so that a function needs no right to change the credential.</remarks>
    public Task RecordUseAsync(AccessKey key, DateTimeOffset at, CancellationToken cancellationToken) => table.AdvanceAsync(
        RecordKey.AccessKey(key.Hash), RecordSchema.LastUsedAt, RecordListing.Time(at), cancellationToken);

    private static bool IsSortKey(string text) =>
        text.StartsWith(RecordKey.AccessKeyId(""), StringComparison.Ordinal) && text.Length > RecordKey.AccessKeyId("").Length;

    private static AccessKey Read(Item item)
    {
        var key = JsonSerializer.Deserialize(item.Text(RecordSchema.Document)!, CoreJson.Default.AccessKey)!;
        return item.Text(RecordSchema.LastUsedAt) is { } time ? key with { LastUsedAt = RecordListing.ParseTime(time) } : key;
    }

    private static Item ByHash(AccessKey key)
    {
        var item = Expiring(key, RecordKey.AccessKey(key.Hash).ToItem()
            .With(RecordSchema.Document, JsonSerializer.Serialize(key with { LastUsedAt = null }, CoreJson.Default.AccessKey)));
        return key.LastUsedAt is { } at ? item.With(RecordSchema.LastUsedAt, RecordListing.Time(at)) : item;
    }

    private static Item ById(AccessKey key) =>
        Expiring(key, RecordKey.AccessKeyId(key.Organisation, key.Id).ToItem().With(RecordSchema.Target, key.Hash));

    private static Item Expiring(AccessKey key, Item item) =>
        key.ExpiresAt is { } at ? item.ExpiresAt(at) : item;
}
