using OpsWorker.Core;
using OpsWorker.Core.Models;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>The spending of organisations on models in the table: a partition for each organisation, an item for each period.</summary>
public sealed class DynamoDbModelSpendStore(RecordTable table) : IModelSpendStore
{
    // A month's record is needed for a month.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(62);

    /// <inheritdoc/>
    public async Task<ModelSpend?> GetAsync(OrganisationId organisation, string period, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.ModelSpend(organisation, period), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.ModelSpend, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryPutAsync(ModelSpend spend, CancellationToken cancellationToken)
    {
        var item = RecordDocuments.ToPermanentItem(
            RecordKey.ModelSpend(spend.Organisation, spend.Period), spend, CoreJson.Default.ModelSpend);
        return await table.TryPutAsync(
            item.ExpiresAt(spend.UpdatedAt + s_lifetime).WithVersion(spend.Version),
            spend.Version == 1 ? RecordCondition.IsNew : RecordCondition.VersionIs(spend.Version - 1),
            cancellationToken);
    }
}
