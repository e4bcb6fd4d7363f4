using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Removes records by age. An open incident has no age; what belongs to an investigation goes with it.</summary>
internal static class OldRecords
{
    // However short the retention is, a month's spending counts until the month is over.
    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);

    /// <summary>Removes up to <paramref name="max"/> records of each kind; returns how many there were.</summary>
    public static int Remove(SqliteSession session, DateTimeOffset oldest, int max) =>
        Remove(session, "DELETE FROM alerts WHERE rowid IN (SELECT rowid FROM alerts WHERE received_at <= @oldest LIMIT @max)", oldest, max)
        + RemoveIncidents(session, oldest, max)
        + Remove(
            session,
            """
            DELETE FROM incident_keys WHERE rowid IN (
                SELECT rowid FROM incident_keys WHERE open = 0 AND updated_at <= @oldest LIMIT @max)
            """,
            oldest,
            max)
        + Remove(
            session,
            """
            DELETE FROM notifications WHERE rowid IN (
                SELECT rowid FROM notifications WHERE started_at > 0 AND started_at <= @oldest LIMIT @max)
            """,
            oldest,
            max)
        + Remove(
            session,
            "DELETE FROM model_spend WHERE rowid IN (SELECT rowid FROM model_spend WHERE updated_at <= @oldest LIMIT @max)",
            oldest - s_month,
            max)
        + Remove(
            session,
            "DELETE FROM commands WHERE rowid IN (SELECT rowid FROM commands WHERE requested_at <= @oldest LIMIT @max)",
            oldest,
            max)
        + RemoveInvestigations(session, oldest, max);

    /// <summary>Removes up to <paramref name="max"/> entries of audit logs; returns how many there were.</summary>
    public static int RemoveAudit(SqliteSession session, DateTimeOffset oldest, int max) => Remove(
        session,
        """
        DELETE FROM audit WHERE (organisation, at, id) IN (SELECT organisation, at, id FROM audit WHERE at <= @oldest LIMIT @max)
        """,
        oldest,
        max);

    private static int RemoveIncidents(SqliteSession session, DateTimeOffset oldest, int max) => RemoveWithRows(
        session,
        """
        DELETE FROM incidents WHERE rowid IN (SELECT rowid FROM incidents WHERE open = 0 AND updated_at <= @oldest LIMIT @max)
        RETURNING organisation, id
        """,
        "DELETE FROM incident_alerts WHERE organisation = @organisation AND incident_id = @id",
        oldest,
        max);

    private static int RemoveInvestigations(SqliteSession session, DateTimeOffset oldest, int max) => RemoveWithRows(
        session,
        """
        DELETE FROM investigations WHERE rowid IN (SELECT rowid FROM investigations WHERE requested_at <= @oldest LIMIT @max)
        RETURNING organisation, id
        """,
        "DELETE FROM journal WHERE organisation = @organisation AND investigation_id = @id",
        oldest,
        max);

    private static int RemoveWithRows(SqliteSession session, string removeRecords, string removeRows, DateTimeOffset oldest, int max)
    {
        var removed = session.Query(
            removeRecords,
            row => (Organisation: row.GetString(0), Id: row.GetString(1)),
            ("@oldest", oldest.UtcTicks),
            ("@max", max));
        foreach (var (organisation, id) in removed) session.Execute(removeRows, ("@organisation", organisation), ("@id", id));
        return removed.Count;
    }

    private static int Remove(SqliteSession session, string sql, DateTimeOffset oldest, int max) =>
        session.Execute(sql, ("@oldest", oldest.UtcTicks), ("@max", max));
}
