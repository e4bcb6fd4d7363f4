using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Audit;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Audit logs in the table: a partition for each organisation, to which items are only added.</summary>
public sealed class DynamoDbAuditStore(RecordTable table) : IAuditStore
{
    /// <inheritdoc/>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var key = new RecordKey(RecordKey.Audit(entry.Organisation), RecordListing.SortKey(entry.At, entry.Id));
        var item = key.ToItem()
            .With(RecordSchema.Document, JsonSerializer.Serialize(entry, CoreJson.Default.AuditEntry))
            .ExpiresAt(entry.At + AuditEntry.Retention);
        return table.TryPutAsync(item, RecordCondition.IsNew, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Page<AuditEntry>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        var listing = Listing.OfPartition(RecordKey.Audit(organisation), RecordListing.IsSortKey, newestFirst: true);
        var found = await table.ListAsync(listing, page, cancellationToken);
        return new Page<AuditEntry>([.. found.Items.Select(Read)], found.NextToken);
    }

    private static AuditEntry Read(Item item) =>
        JsonSerializer.Deserialize(item.Text(RecordSchema.Document)!, CoreJson.Default.AuditEntry)!;
}
