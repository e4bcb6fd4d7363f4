using OpsWorker.Core;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>The notifications of incidents in the table.</summary>
public sealed class DynamoDbNotificationStore(RecordTable table) : INotificationStore
{
    /// <inheritdoc/>
    public async Task<Notification?> GetAsync(
        OrganisationId organisation, string incidentId, string notifier, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Notification(organisation, incidentId, notifier), cancellationToken) is { } item
            ? await table.Documents.ReadAsync(organisation, item, CoreJson.Default.Notification, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryBeginAsync(
        OrganisationId organisation, Notification notification, CancellationToken cancellationToken) =>
        await table.TryPutAsync(
            await ItemAsync(organisation, notification, cancellationToken), RecordCondition.IsNew, cancellationToken);

    /// <inheritdoc/>
    public async Task CompleteAsync(
        OrganisationId organisation, Notification notification, CancellationToken cancellationToken) =>
        await table.TryPutAsync(
            await ItemAsync(organisation, notification, cancellationToken), condition: null, cancellationToken);

    private async Task<Item> ItemAsync(
        OrganisationId organisation, Notification notification, CancellationToken cancellationToken)
    {
        var key = RecordKey.Notification(organisation, notification.IncidentId, notification.Notifier);
        var item = await table.Documents.ToItemAsync(
            key, organisation, notification, CoreJson.Default.Notification, cancellationToken);
        return item.ExpiresAt(notification.StartedAt + table.Retention);
    }
}
