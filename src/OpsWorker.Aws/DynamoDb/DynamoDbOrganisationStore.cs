using System.Text.Json;
using OpsWorker.Core;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Organisations in the table.</summary>
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
}
