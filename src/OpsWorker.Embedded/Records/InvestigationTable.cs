using OpsWorker.Core;
using OpsWorker.Core.Investigations;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>SQL statements on investigations, within a transaction of the writer.</summary>
internal static class InvestigationTable
{
    /// <summary>Stores a new investigation; false where its id is taken.</summary>
    public static bool TryCreate(SqliteSession session, Investigation investigation) =>
        session.Execute(
            """
            INSERT INTO investigations (organisation, id, version, requested_at, json)
            VALUES (@organisation, @id, @version, @requestedAt, @json)
            ON CONFLICT DO NOTHING
            """,
            ("@organisation", investigation.Organisation.Value),
            ("@id", investigation.Id),
            ("@version", investigation.Version),
            ("@requestedAt", investigation.RequestedAt.UtcTicks),
            ("@json", Documents.Write(investigation, CoreJson.Default.Investigation))) > 0;

    /// <summary>Stores a change; false where the stored version is another one.</summary>
    public static bool TryUpdate(SqliteSession session, Investigation investigation) =>
        session.Execute(
            """
            UPDATE investigations SET version = @version, json = @json
            WHERE organisation = @organisation AND id = @id AND version = @version - 1
            """,
            ("@organisation", investigation.Organisation.Value),
            ("@id", investigation.Id),
            ("@version", investigation.Version),
            ("@json", Documents.Write(investigation, CoreJson.Default.Investigation))) > 0;
}
