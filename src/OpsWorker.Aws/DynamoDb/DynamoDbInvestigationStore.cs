using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Investigations in the table. A large report is kept in the evidence store.</summary>
public sealed class DynamoDbInvestigationStore(RecordTable table) : IInvestigationStore
{
    /// <inheritdoc/>
    public async Task<Investigation?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Investigation(organisation, id), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.Investigation, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(Investigation investigation, CancellationToken cancellationToken) =>
        await table.TryPutAsync(await ItemAsync(investigation, cancellationToken), RecordCondition.IsNew, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryUpdateAsync(Investigation investigation, CancellationToken cancellationToken) =>
        await table.TryPutAsync(
            await ItemAsync(investigation, cancellationToken),
            RecordCondition.VersionIs(investigation.Version - 1),
            cancellationToken);

    /// <inheritdoc/>
    public Task<Page<Investigation>> ListAsync(
        OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        table.ListNewestAsync(Listing(organisation), page, cancellationToken)
            .SelectAsync(item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.Investigation, cancellationToken));

    private static string Listing(OrganisationId organisation) => $"investigations#{organisation}";

    internal async Task<Item> ItemAsync(
        Investigation investigation, CancellationToken cancellationToken)
    {
        var key = RecordKey.Investigation(investigation.Organisation, investigation.Id);
        var item = await table.Documents.ToItemAsync(
            key, investigation.Organisation, investigation, CoreJson.Default.Investigation, cancellationToken);
        return item
            .ListedIn(Listing(investigation.Organisation), RecordListing.SortKey(investigation.RequestedAt, investigation.Id))
            .ExpiresAt(investigation.RequestedAt + table.Retention)
            .WithVersion(investigation.Version);
    }
}
