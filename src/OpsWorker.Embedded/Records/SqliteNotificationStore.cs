using OpsWorker.Core;
using OpsWorker.Core.Notifications;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteNotificationStore(SqliteWriter writer, SqliteReader reader) : INotificationStore
{
    private const string Insert =
        """
        INSERT INTO notifications (organisation, incident_id, notifier, started_at, json)
        VALUES (@organisation, @incident, @notifier, @startedAt, @json)
        """;

    /// <inheritdoc/>
    public async Task<Notification?> GetAsync(
        OrganisationId organisation, string incidentId, string notifier, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            """
            SELECT json FROM notifications
            WHERE organisation = @organisation AND incident_id = @incident AND notifier = @notifier
            """,
            Documents.Read(CoreJson.Default.Notification),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@incident", incidentId),
            ("@notifier", notifier))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryBeginAsync(
        OrganisationId organisation, Notification notification, CancellationToken cancellationToken) =>
        ChangeAsync(Insert + " ON CONFLICT DO NOTHING", organisation, notification, cancellationToken);

    /// <inheritdoc/>
    public Task CompleteAsync(OrganisationId organisation, Notification notification, CancellationToken cancellationToken) =>
        ChangeAsync(
            Insert
                + " ON CONFLICT (organisation, incident_id, notifier)"
                + " DO UPDATE SET started_at = excluded.started_at, json = excluded.json",
            organisation,
            notification,
            cancellationToken);

    private Task<bool> ChangeAsync(
        string sql, OrganisationId organisation, Notification notification, CancellationToken cancellationToken) =>
        writer.ChangeAsync(
            sql,
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@incident", notification.IncidentId),
            ("@notifier", notification.Notifier),
            ("@startedAt", notification.StartedAt.UtcTicks),
            ("@json", Documents.Write(notification, CoreJson.Default.Notification)));
}
