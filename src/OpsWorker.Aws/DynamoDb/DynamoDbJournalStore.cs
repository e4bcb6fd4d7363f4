using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Journals in the table: a partition for each investigation, an item for each entry.</summary>
public sealed class DynamoDbJournalStore(RecordTable table) : IJournalStore
{
    private const int MaxEntries = 10_000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(
        OrganisationId organisation, string investigationId, CancellationToken cancellationToken)
    {
        var items = await table.ReadPartitionAsync(
            RecordKey.Journal(organisation, investigationId), MaxEntries, cancellationToken);
        return await Task.WhenAll(items.Select(
            item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.JournalEntry, cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task<bool> TryAppendAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken) =>
        await table.TryPutAsync(
            await ItemAsync(organisation, investigationId, entry, cancellationToken), RecordCondition.IsNew, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryCompleteAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken) =>
        await table.TryPutAsync(
            await ItemAsync(organisation, investigationId, entry, cancellationToken),
            RecordCondition.StatusIs(JournalEntryState.Pending),
            cancellationToken);

    private async Task<Item> ItemAsync(
        OrganisationId organisation, string investigationId, JournalEntry entry, CancellationToken cancellationToken)
    {
        var key = RecordKey.JournalEntry(organisation, investigationId, entry.Number);
        var item = await table.Documents.ToItemAsync(key, organisation, entry, CoreJson.Default.JournalEntry, cancellationToken);
        return item
            .ExpiresAt(entry.StartedAt + table.Retention)
            .With(RecordSchema.Status, entry.State.ToString());
    }
}
