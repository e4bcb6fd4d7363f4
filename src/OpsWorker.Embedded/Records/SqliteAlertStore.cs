using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

internal sealed class SqliteAlertStore(SqliteWriter writer, SqliteReader reader) : IAlertStore
{
    private static readonly TimeListing<Alert> s_newest = new(
        "alerts", "starts_at", Documents.Read(CoreJson.Default.Alert), alert => new Keyset(alert.StartsAt.UtcTicks, alert.Id));

    /// <inheritdoc/>
    public async Task<Alert?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            "SELECT json FROM alerts WHERE organisation = @organisation AND id = @id",
            Documents.Read(CoreJson.Default.Alert),
            cancellationToken,
            ("@organisation", organisation.Value),
            ("@id", id))).SingleOrDefault();

    /// <inheritdoc/>
    public Task<bool> TryPutAsync(Alert alert, CancellationToken cancellationToken) =>
        writer.WriteAsync(session => TryPut(session, alert), cancellationToken);

    /// <summary>Stores an alert within a transaction; false where it was resolved before.</summary>
    public static bool TryPut(SqliteSession session, Alert alert) =>
        session.Execute(
            """
            INSERT INTO alerts (organisation, id, starts_at, received_at, resolved, json)
            VALUES (@organisation, @id, @startsAt, @receivedAt, @resolved, @json)
            ON CONFLICT (organisation, id) DO UPDATE
            SET received_at = excluded.received_at, resolved = excluded.resolved, json = excluded.json
            WHERE resolved = 0 OR excluded.resolved = 1
            """,
            ("@organisation", alert.Organisation.Value),
            ("@id", alert.Id),
            ("@startsAt", alert.StartsAt.UtcTicks),
            ("@receivedAt", alert.ReceivedAt.UtcTicks),
            ("@resolved", alert.Status == AlertStatus.Resolved),
            ("@json", Documents.Write(alert, CoreJson.Default.Alert))) > 0;

    /// <inheritdoc/>
    public Task<Page<Alert>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        s_newest.ReadAsync(reader, organisation, page, cancellationToken);
}
