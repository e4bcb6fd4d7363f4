using System.Text;
using Microsoft.Data.Sqlite;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Messaging;

/// <summary>
/// SQL statements on the message tables; each method runs in a transaction. In a FIFO group only the first message has a
/// time from which it may be received, so a group never has two in flight; removing the first sets the time of the next.
/// </summary>
internal static class MessageTable
{
    private static readonly TimeSpan DeduplicationWindow = TimeSpan.FromMinutes(5);

    /// <summary>The maximum retention of Amazon SQS.</summary>
    private static readonly TimeSpan DeadLetterRetention = TimeSpan.FromDays(14);

    /// <summary>Adds a message, unless its deduplication id was added within the window.</summary>
    public static void Add(
        SqliteConnection connection, QueueName queue, OutgoingMessage message, DateTimeOffset now, string? senderId = null)
    {
        if (queue.IsFifo && !IsNew(connection, queue, message.DeduplicationId!, now)) return;
        connection.Execute(
            """
            INSERT INTO messages (queue, id, group_id, body, sender_id, ready_at)
            SELECT @queue, @id, @group, @body, @sender, CASE WHEN EXISTS (
                SELECT 1 FROM messages WHERE queue = @queue AND group_id = @group) THEN NULL ELSE @readyAt END
            """,
            ("@queue", queue.Value),
            ("@id", Identifier.New("msg")),
            ("@group", message.GroupId),
            ("@body", Encoding.UTF8.GetBytes(message.Body)),
            ("@sender", senderId),
            ("@readyAt", (now + message.Delay).UtcTicks));
    }

    /// <summary>Receives messages that are ready, the longest ready first.</summary>
    public static List<ReceivedMessage> Take(
        SqliteConnection connection, QueueName queue, int max, DateTimeOffset now, TimeSpan visibility)
    {
        var ready = connection.Query(
            "SELECT sequence FROM messages WHERE queue = @queue AND ready_at <= @now ORDER BY ready_at, sequence LIMIT @max",
            row => row.GetInt64(0),
            ("@queue", queue.Value),
            ("@now", now.UtcTicks),
            ("@max", max));
        return [.. ready.Select(sequence => Take(connection, queue, sequence, now + visibility))];
    }

    /// <summary>
    /// Makes messages in flight or waiting for a retry ready at once and invalidates their deliveries: for the start of the
    /// process, when their receiver has ended.
    /// </summary>
    public static void ReturnTaken(SqliteConnection connection, DateTimeOffset now) =>
        connection.Execute(
            "UPDATE messages SET ready_at = MIN(ready_at, @now), receipt = NULL WHERE receipt IS NOT NULL",
            ("@now", now.UtcTicks));

    /// <summary>The time at which the queue's next message becomes ready; null if there is none.</summary>
    public static DateTimeOffset? NextReady(SqliteConnection connection, QueueName queue) =>
        connection.Query(
            "SELECT MIN(ready_at) FROM messages WHERE queue = @queue AND ready_at IS NOT NULL",
            row => row.IsDBNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero),
            ("@queue", queue.Value))[0];

    /// <summary>Removes the message and releases its group; false if the delivery is outdated.</summary>
    public static bool Remove(SqliteConnection connection, ReceivedMessage message, DateTimeOffset now)
    {
        var removed = connection.Query(
            "DELETE FROM messages WHERE queue = @queue AND receipt = @receipt RETURNING group_id",
            row => row.IsDBNull(0) ? null : row.GetString(0),
            ("@queue", message.Queue.Value),
            ("@receipt", message.ReceiptHandle));
        if (removed is [{ } groupId]) ReleaseNext(connection, message.Queue, groupId, now);
        return removed.Count > 0;
    }

    /// <summary>Moves the message to the dead letters and releases its group; false if the delivery is outdated.</summary>
    public static bool MoveToDeadLetters(
        SqliteConnection connection, ReceivedMessage message, string reason, DateTimeOffset now)
    {
        connection.Execute("DELETE FROM dead_letters WHERE at <= @oldest", ("@oldest", (now - DeadLetterRetention).UtcTicks));
        connection.Execute(
            """
            INSERT INTO dead_letters (queue, id, body, reason, at)
            SELECT queue, id, body, @reason, @at FROM messages WHERE queue = @queue AND receipt = @receipt
            """,
            ("@queue", message.Queue.Value),
            ("@receipt", message.ReceiptHandle),
            ("@reason", reason),
            ("@at", now.UtcTicks));
        return Remove(connection, message, now);
    }

    /// <summary>Sets the time of redelivery; false if the delivery is outdated.</summary>
    public static bool Postpone(SqliteConnection connection, ReceivedMessage message, DateTimeOffset until) =>
        connection.Execute(
            "UPDATE messages SET ready_at = @until WHERE queue = @queue AND receipt = @receipt",
            ("@until", until.UtcTicks),
            ("@queue", message.Queue.Value),
            ("@receipt", message.ReceiptHandle)) > 0;

    /// <summary>Decodes a body, stored as UTF-8.</summary>
    public static string Body(SqliteDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static ReceivedMessage Take(SqliteConnection connection, QueueName queue, long sequence, DateTimeOffset until) =>
        connection.Query(
            """
            UPDATE messages SET ready_at = @until, receipt = @receipt, receive_count = receive_count + 1
            WHERE sequence = @sequence
            RETURNING id, receipt, body, group_id, receive_count, sender_id
            """,
            row => new ReceivedMessage
            {
                Queue = queue,
                Id = row.GetString(0),
                ReceiptHandle = row.GetString(1),
                Body = Body(row, 2),
                GroupId = row.IsDBNull(3) ? null : row.GetString(3),
                ReceiveCount = row.GetInt32(4),
                SenderId = row.IsDBNull(5) ? null : row.GetString(5),
            },
            ("@until", until.UtcTicks),
            ("@receipt", Identifier.New("rcp")),
            ("@sequence", sequence))[0];

    private static bool IsNew(SqliteConnection connection, QueueName queue, string deduplicationId, DateTimeOffset now)
    {
        connection.Execute("DELETE FROM deduplication WHERE expires_at <= @now", ("@now", now.UtcTicks));
        return connection.Execute(
            "INSERT INTO deduplication (queue, id, expires_at) VALUES (@queue, @id, @expiresAt) ON CONFLICT DO NOTHING",
            ("@queue", queue.Value),
            ("@id", deduplicationId),
            ("@expiresAt", (now + DeduplicationWindow).UtcTicks)) > 0;
    }

    private static void ReleaseNext(SqliteConnection connection, QueueName queue, string groupId, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE messages SET ready_at = @now
            WHERE sequence = (SELECT MIN(sequence) FROM messages WHERE queue = @queue AND group_id = @group)
            """,
            ("@now", now.UtcTicks),
            ("@queue", queue.Value),
            ("@group", groupId));
}
