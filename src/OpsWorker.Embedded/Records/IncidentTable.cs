using System.Text.Json;
using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>
/// SQL statements on incidents, within a transaction of the writer. An incident is a document; its alerts are rows beside it, so that an
/// alert that joins writes itself and not all others again. A third table has the incident that holds each correlation key.
/// </summary>
internal static class IncidentTable
{
    /// <summary>The columns that <see cref="Read"/> reads: the document, and the list of the alerts as of the same moment.</summary>
    public const string Columns =
        """
        incidents.json, (SELECT group_concat(listed.json, ',') FROM (
            SELECT json FROM incident_alerts
            WHERE incident_alerts.organisation = incidents.organisation AND incident_alerts.incident_id = incidents.id
            ORDER BY position) AS listed)
        """;

    /// <summary>Reads an incident from <see cref="Columns"/>.</summary>
    public static Incident Read(SqliteDataReader row)
    {
        var incident = JsonSerializer.Deserialize(row.GetString(0), CoreJson.Default.Incident)!;
        return row.IsDBNull(1)
            ? incident
            : incident with
            {
                Alerts = JsonSerializer.Deserialize($"[{row.GetString(1)}]", CoreJson.Default.IReadOnlyListIncidentAlert)!,
            };
    }

    /// <summary>Stores a new incident; false where its id is taken or an open incident holds one of its keys.</summary>
    public static bool TryCreate(SqliteSession session, Incident incident)
    {
        if (IsKeyTaken(session, incident)) return false;
        var created = session.Execute(
            """
            INSERT INTO incidents (organisation, id, version, open, opened_at, updated_at, json)
            VALUES (@organisation, @id, @version, @open, @openedAt, @updatedAt, @json)
            ON CONFLICT DO NOTHING
            """,
            ("@organisation", incident.Organisation.Value),
            ("@id", incident.Id),
            ("@version", incident.Version),
            ("@open", incident.Status == IncidentStatus.Open),
            ("@openedAt", incident.OpenedAt.UtcTicks),
            ("@updatedAt", incident.UpdatedAt.UtcTicks),
            ("@json", Document(incident))) > 0;
        if (!created) return false;
        HoldKeys(session, incident);
        PutAlerts(session, incident, []);
        return true;
    }

    /// <summary>Stores a change; false where the stored version is another one, or another open incident holds one of its keys.</summary>
    /// <param name="session">The session.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="cached">The incident as it was stored last; null or another version where that is not known.</param>
    public static bool TryUpdate(SqliteSession session, Incident incident, Incident? cached)
    {
        var before = cached?.Version == incident.Version - 1 ? cached : ReadStored(session, incident);
        if (before?.Version != incident.Version - 1) return false;
        var holdsThem = before.Status == incident.Status && KeysOf(before).SequenceEqual(KeysOf(incident));
        if (!holdsThem && IsKeyTaken(session, incident)) return false;
        var changed = session.Execute(
            """
            UPDATE incidents SET version = @version, open = @open, updated_at = @updatedAt, json = @json
            WHERE organisation = @organisation AND id = @id AND version = @version - 1
            """,
            ("@organisation", incident.Organisation.Value),
            ("@id", incident.Id),
            ("@version", incident.Version),
            ("@open", incident.Status == IncidentStatus.Open),
            ("@updatedAt", incident.UpdatedAt.UtcTicks),
            ("@json", Document(incident))) > 0;
        if (!changed) return false;
        if (!holdsThem) HoldKeys(session, incident);
        PutAlerts(session, incident, before.Alerts);
        return true;
    }

    private static string Document(Incident incident) => Documents.Write(incident with { Alerts = [] }, CoreJson.Default.Incident);

    private static Incident? ReadStored(SqliteSession session, Incident incident) =>
        session.Query(
            $"SELECT {Columns} FROM incidents WHERE organisation = @organisation AND id = @id",
            Read,
            ("@organisation", incident.Organisation.Value),
            ("@id", incident.Id)).SingleOrDefault();

    private static void PutAlerts(SqliteSession session, Incident incident, IReadOnlyList<IncidentAlert> before)
    {
        for (var position = 0; position < incident.Alerts.Count; position++)
        {
            var alert = incident.Alerts[position];
            if (position < before.Count && alert == before[position]) continue;
            session.Execute(
                """
                INSERT INTO incident_alerts (organisation, incident_id, position, json) VALUES (@organisation, @incident, @position, @json)
                ON CONFLICT (organisation, incident_id, position) DO UPDATE SET json = excluded.json
                """,
                ("@organisation", incident.Organisation.Value),
                ("@incident", incident.Id),
                ("@position", position),
                ("@json", Documents.Write(alert, CoreJson.Default.IncidentAlert)));
        }

        if (incident.Alerts.Count >= before.Count) return;
        session.Execute(
            "DELETE FROM incident_alerts WHERE organisation = @organisation AND incident_id = @incident AND position >= @count",
            ("@organisation", incident.Organisation.Value),
            ("@incident", incident.Id),
            ("@count", incident.Alerts.Count));
    }

    private static bool IsKeyTaken(SqliteSession session, Incident incident) =>
        incident.Status == IncidentStatus.Open && KeysOf(incident).Any(key => session.Query(
            "SELECT 1 FROM incident_keys WHERE organisation = @organisation AND key = @key AND open = 1 AND incident_id <> @id",
            row => row.GetInt32(0),
            ("@organisation", incident.Organisation.Value),
            ("@key", key),
            ("@id", incident.Id)).Count > 0);

    // A resolved incident keeps the keys that no other has taken since, so that the next one of the problem finds it.
    private static void HoldKeys(SqliteSession session, Incident incident)
    {
        foreach (var key in KeysOf(incident))
        {
            session.Execute(
                """
                INSERT INTO incident_keys (organisation, key, incident_id, open, updated_at)
                VALUES (@organisation, @key, @id, @open, @updatedAt)
                ON CONFLICT (organisation, key)
                DO UPDATE SET incident_id = excluded.incident_id, open = excluded.open, updated_at = excluded.updated_at
                WHERE excluded.open = 1 OR incident_id = excluded.incident_id
                """,
                ("@organisation", incident.Organisation.Value),
                ("@key", key),
                ("@id", incident.Id),
                ("@open", incident.Status == IncidentStatus.Open),
                ("@updatedAt", incident.UpdatedAt.UtcTicks));
        }
    }

    private static IEnumerable<string> KeysOf(Incident incident) => incident.Aliases.Prepend(incident.CorrelationKey);
}
