using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Alerts in the table. An alert expires when the retention has passed since it was last received.</summary>
public sealed class DynamoDbAlertStore(RecordTable table) : IAlertStore
{
    /// <inheritdoc/>
    public async Task<Alert?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Alert(organisation, id), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.Alert, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryPutAsync(Alert alert, CancellationToken cancellationToken)
    {
        var (item, condition) = await WriteAsync(alert, cancellationToken);
        return await table.TryPutAsync(item, condition, cancellationToken);
    }

    /// <summary>The item of an alert and the condition of its write: a resolved alert fires no more.</summary>
    internal async Task<(Item Item, RecordCondition? Condition)> WriteAsync(Alert alert, CancellationToken cancellationToken)
    {
        var key = RecordKey.Alert(alert.Organisation, alert.Id);
        var item = await table.Documents.ToItemAsync(key, alert.Organisation, alert, CoreJson.Default.Alert, cancellationToken);
        item.ListedIn(Listing(alert.Organisation), RecordListing.SortKey(alert.StartsAt, alert.Id))
            .ExpiresAt(alert.ReceivedAt + table.Retention)
            .With(RecordSchema.Status, alert.Status.ToString());
        return (item, alert.Status == AlertStatus.Resolved ? null : RecordCondition.IsNewOrStatusIs(AlertStatus.Firing));
    }

    /// <inheritdoc/>
    public Task<Page<Alert>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        table.ListNewestAsync(Listing(organisation), page, cancellationToken)
            .SelectAsync(item => table.Documents.ReadAsync(organisation, item, CoreJson.Default.Alert, cancellationToken));

    private static string Listing(OrganisationId organisation) => $"alerts#{organisation}";
}
