using Microsoft.Data.Sqlite;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Backups;
using OpsWorker.Embedded.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Inspection;

/// <summary>
/// The dead letters of a data folder, also while a server uses it: each change is one short transaction, for which the server's writer
/// waits, and the server receives a message that was sent back within its next long poll.
/// </summary>
public sealed class DeadLetterFile : IDisposable
{
    private readonly SqliteSession _session;

    private DeadLetterFile(SqliteSession session) => _session = session;

    /// <summary>Opens the database of a data folder.</summary>
    /// <exception cref="DataFolderException">There is none, it cannot be opened, or another version of the program made it.</exception>
    public static DeadLetterFile Open(string dataFolder)
    {
        var folder = Path.GetFullPath(dataFolder);
        var database = Path.Combine(folder, BackupLayout.Database);
        if (!File.Exists(database)) throw new DataFolderException($"{folder} has no database. Name the data folder of a server.");
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(database, SqliteOpenMode.ReadWrite);
            return SqliteSchema.CheckVersion(session) == SqliteSchema.CurrentVersion
                ? new DeadLetterFile(session)
                : throw new DataFolderException($"{database} is of an earlier version. Start the server once, which migrates it.");
        }
        catch (Exception e)
        {
            session?.Dispose();
            if (e is SqliteException) throw new DataFolderException($"The database {database} cannot be opened: {e.Message}", e);
            throw;
        }
    }

    /// <summary>The dead letters of a queue, or of all queues, oldest first.</summary>
    public IReadOnlyList<(string Queue, DeadLetter Letter)> List(string? queue, int max) => _session.Query(
        """
        SELECT queue, id, body, reason, at FROM dead_letters
        WHERE @queue IS NULL OR queue = @queue ORDER BY at, sequence LIMIT @max
        """,
        row => (
            row.GetString(0),
            new DeadLetter(
                row.GetString(1), MessageTable.Body(row, 2), row.GetString(3), new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero))),
        ("@queue", queue),
        ("@max", max));

    /// <summary>Sends dead letters back to their queue; of a FIFO queue each in a group of its own.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="id">The id of one; null for all.</param>
    /// <param name="now">The time.</param>
    /// <returns>The number of messages sent.</returns>
    public int Retry(QueueName queue, string? id, DateTimeOffset now) => InTransaction(() =>
    {
        var letters = Take(queue.Value, id);
        foreach (var (letterId, body) in letters)
        {
            var group = queue.IsFifo ? $"retry-{letterId}" : null;
            var deduplication = queue.IsFifo ? $"{letterId}-{now.UtcTicks}" : null;
            MessageTable.Add(
                _session, queue, new OutgoingMessage { Body = body, GroupId = group, DeduplicationId = deduplication }, now);
        }

        return letters.Count;
    });

    /// <summary>Removes dead letters of a queue.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="id">The id of one; null for all.</param>
    /// <returns>The number of those removed.</returns>
    public int Drop(string queue, string? id) => InTransaction(() => Take(queue, id).Count);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private List<(string Id, string Body)> Take(string queue, string? id) => _session.Query(
        "DELETE FROM dead_letters WHERE queue = @queue AND (@id IS NULL OR id = @id) RETURNING id, body",
        row => (row.GetString(0), MessageTable.Body(row, 1)),
        ("@queue", queue),
        ("@id", id));

    private int InTransaction(Func<int> change)
    {
        _session.Execute("BEGIN IMMEDIATE");
        try
        {
            var count = change();
            _session.Execute("COMMIT");
            return count;
        }
        catch
        {
            if (_session.IsInTransaction) _session.Execute("ROLLBACK");
            throw;
        }
    }
}
