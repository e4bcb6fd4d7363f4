using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Embedded.Backups;
using OpsWorker.Embedded.Records;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Inspection;

/// <summary>The state of a data folder, read without changing it, also while a server uses it.</summary>
public sealed record DataInspection
{
    private const int MaxClusters = 1000;

    /// <summary>The schema's version of the database.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The size of the database and its write-ahead log, in bytes.</summary>
    public required long DatabaseBytes { get; init; }

    /// <summary>The queues that have messages or dead letters.</summary>
    public required IReadOnlyList<QueueState> Queues { get; init; }

    /// <summary>The clusters of every organisation.</summary>
    public required IReadOnlyList<Cluster> Clusters { get; init; }

    /// <summary>True if the folder has a database.</summary>
    public static bool HasDatabase(string dataFolder) => File.Exists(Database(dataFolder));

    /// <summary>True if a server uses the folder.</summary>
    public static bool IsInUse(string dataFolder)
    {
        var path = Path.Combine(Path.GetFullPath(dataFolder), DataFolder.LockFile);
        if (!File.Exists(path)) return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Reads the state of a folder that has a database.</summary>
    /// <exception cref="DataFolderException">The database cannot be read, or belongs to a newer version.</exception>
    public static DataInspection Read(string dataFolder)
    {
        var database = Database(dataFolder);
        try
        {
            using var session = new SqliteSession(database, SqliteOpenMode.ReadOnly);
            var version = SqliteSchema.CheckVersion(session);
            return new DataInspection
            {
                SchemaVersion = version,
                DatabaseBytes = Length(database) + Length(database + "-wal"),
                Queues = version == SqliteSchema.CurrentVersion ? ReadQueues(session) : [],
                Clusters = session.Query(
                    "SELECT json FROM clusters ORDER BY organisation, name LIMIT @max",
                    Documents.Read(CoreJson.Default.Cluster),
                    ("@max", MaxClusters)),
            };
        }
        catch (SqliteException e)
        {
            throw new DataFolderException($"The database {database} cannot be read: {e.Message} Restore a backup where it is damaged.", e);
        }
    }

    private static List<QueueState> ReadQueues(SqliteSession session) => session.Query(
        """
        SELECT queue, SUM(messages), MIN(oldest), SUM(letters) FROM (
            SELECT queue, COUNT(*) AS messages, MIN(CASE queue WHEN @delayed THEN MAX(ready_at, sent_at) ELSE sent_at END) AS oldest,
                0 AS letters
            FROM messages GROUP BY queue
            UNION ALL
            SELECT queue, 0, NULL, COUNT(*) FROM dead_letters GROUP BY queue)
        GROUP BY queue ORDER BY queue
        """,
        row => new QueueState(
            row.GetString(0),
            row.GetInt64(1),
            row.IsDBNull(2) ? null : new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
            row.GetInt64(3)),
        ("@delayed", Core.Messaging.Queues.Deadlines.Value));

    private static string Database(string dataFolder) => Path.Combine(Path.GetFullPath(dataFolder), BackupLayout.Database);

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
