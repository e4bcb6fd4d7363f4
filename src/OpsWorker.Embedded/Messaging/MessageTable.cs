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

    /// <summary>A message of the same group and content that nobody has received, by the index of groups.</summary>
    internal const string SameWaits =
        """
        SELECT 1 FROM messages INDEXED BY messages_group
        WHERE queue = @queue AND group_id = @group AND receipt IS NULL AND body = @body LIMIT 1
        """;

    /// <summary>Adds a message, unless its deduplication id was added within the window.</summary>
    public static void Add(
        SqliteSession session, QueueName queue, OutgoingMessage message, DateTimeOffset now, string? senderId = null)
    {
        if (queue.IsFifo && !IsNew(session, queue, message.DeduplicationId!, now)) return;
        session.Execute(
            """
            INSERT INTO messages (queue, id, group_id, body, sender_id, priority, lane, sent_at, ready_at)
            SELECT @queue, @id, @group, @body, @sender, @priority, @lane, @sentAt, CASE WHEN EXISTS (
                SELECT 1 FROM messages WHERE queue = @queue AND group_id = @group) THEN NULL ELSE @readyAt END
            """,
            ("@queue", queue.Value),
            ("@id", Identifier.New("msg")),
            ("@group", message.GroupId),
            ("@body", Encoding.UTF8.GetBytes(message.Body)),
            ("@sender", senderId),
            ("@priority", message.Priority),
            ("@lane", message.Lane),
            ("@sentAt", now.UtcTicks),
            ("@readyAt", (now + message.Delay).UtcTicks));
    }

    /// <summary>A message of the same group and content waits, that nobody has received yet.</summary>
    public static bool IsWaiting(SqliteSession session, QueueName queue, OutgoingMessage message) =>
        session.Query(
            SameWaits,
            row => row.GetInt32(0),
            ("@queue", queue.Value),
            ("@group", message.GroupId),
            ("@body", Encoding.UTF8.GetBytes(message.Body))).Count > 0;

    /// <summary>Receives messages that are ready.</summary>
    public static List<ReceivedMessage> Take(
        SqliteSession session, QueueName queue, int max, DateTimeOffset now, TimeSpan visibility, DeliveryOrder order) =>
        [.. order.Next(session, queue, max, now).Select(sequence => Take(session, queue, sequence, now + visibility))];

    /// <summary>Receives messages that are ready, by turns of their senders; of each sender the oldest first.</summary>
    public static List<ReceivedMessage> TakeInTurn(
        SqliteSession session, QueueName queue, int max, DateTimeOffset now, TimeSpan visibility, FairTurns turns)
    {
        var ready = session.Query(
            """
            SELECT sender, sequence FROM (
                SELECT COALESCE(sender_id, '') AS sender, sequence,
                    ROW_NUMBER() OVER (PARTITION BY sender_id ORDER BY sequence) AS place
                FROM messages WHERE queue = @queue AND ready_at <= @now)
            WHERE place <= @max ORDER BY sequence
            """,
            row => (Sender: row.GetString(0), Sequence: row.GetInt64(1)),
            ("@queue", queue.Value),
            ("@now", now.UtcTicks),
            ("@max", max));
        var taken = new List<ReceivedMessage>();
        while (taken.Count < max && ready.Count > 0)
        {
            var sender = turns.Next([.. ready.Select(message => message.Sender).Distinct()]);
            var next = ready.First(message => message.Sender == sender);
            ready.Remove(next);
            taken.Add(Take(session, queue, next.Sequence, now + visibility));
        }

        return taken;
    }

    /// <summary>
    /// Makes messages in flight or waiting for a retry ready at once and invalidates their deliveries: for the start of the
    /// process, when their receiver has ended.
    /// </summary>
    public static void ReturnTaken(SqliteSession session, DateTimeOffset now) =>
        session.Execute(
            "UPDATE messages SET ready_at = MIN(ready_at, @now), receipt = NULL WHERE receipt > ''",
            ("@now", now.UtcTicks));

    /// <summary>Removes the message and releases its group; false if the delivery is outdated.</summary>
    public static bool Remove(SqliteSession session, ReceivedMessage message)
    {
        var removed = session.Query(
            "DELETE FROM messages WHERE queue = @queue AND receipt = @receipt RETURNING group_id",
            row => row.IsDBNull(0) ? null : row.GetString(0),
            ("@queue", message.Queue.Value),
            ("@receipt", message.ReceiptHandle));
        if (removed is [{ } groupId]) ReleaseNext(session, message.Queue, groupId);
        return removed.Count > 0;
    }

    /// <summary>Moves the message to the dead letters and releases its group; false if the delivery is outdated.</summary>
    /// <param name="session">The session.</param>
    /// <param name="message">The message.</param>
    /// <param name="reason">The reason, for people.</param>
    /// <param name="at">The wall clock's time, for people.</param>
    public static bool MoveToDeadLetters(
        SqliteSession session, ReceivedMessage message, string reason, DateTimeOffset at)
    {
        session.Execute(
            """
            INSERT INTO dead_letters (queue, id, body, reason, at)
            SELECT queue, id, body, @reason, @at FROM messages WHERE queue = @queue AND receipt = @receipt
            """,
            ("@queue", message.Queue.Value),
            ("@receipt", message.ReceiptHandle),
            ("@reason", reason),
            ("@at", at.UtcTicks));
        return Remove(session, message);
    }

    /// <summary>Removes up to <paramref name="max"/> deduplication ids whose window is over; returns how many there were.</summary>
    public static int RemoveExpiredIds(SqliteSession session, DateTimeOffset now, int max) =>
        session.Execute(
            """
            DELETE FROM deduplication WHERE (queue, id) IN (
                SELECT queue, id FROM deduplication WHERE expires_at <= @now LIMIT @max)
            """,
            ("@now", now.UtcTicks),
            ("@max", max));

    /// <summary>Removes up to <paramref name="max"/> dead letters that were kept long enough; returns how many there were.</summary>
    public static int RemoveOldDeadLetters(SqliteSession session, DateTimeOffset at, int max) =>
        session.Execute(
            "DELETE FROM dead_letters WHERE sequence IN (SELECT sequence FROM dead_letters WHERE at <= @oldest LIMIT @max)",
            ("@oldest", (at - DeadLetterRetention).UtcTicks),
            ("@max", max));

    /// <summary>The time at which the newest message was sent; null where there is none.</summary>
    public static DateTimeOffset? NewestSent(SqliteSession session) =>
        session.Query(
            "SELECT sent_at FROM messages ORDER BY sequence DESC LIMIT 1",
            row => (DateTimeOffset?)new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero)).SingleOrDefault();

    /// <summary>Sets the time of redelivery; false if the delivery is outdated.</summary>
    public static bool Postpone(SqliteSession session, ReceivedMessage message, DateTimeOffset until) =>
        session.Execute(
            "UPDATE messages SET ready_at = @until WHERE queue = @queue AND receipt = @receipt",
            ("@until", until.UtcTicks),
            ("@queue", message.Queue.Value),
            ("@receipt", message.ReceiptHandle)) > 0;

    /// <summary>Decodes a body, stored as UTF-8.</summary>
    public static string Body(SqliteDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static ReceivedMessage Take(SqliteSession session, QueueName queue, long sequence, DateTimeOffset until) =>
        session.Query(
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

    // A row whose window is over counts as none: expired rows are deleted in bulk, later.
    private static bool IsNew(SqliteSession session, QueueName queue, string deduplicationId, DateTimeOffset now) =>
        session.Execute(
            """
            INSERT INTO deduplication (queue, id, expires_at) VALUES (@queue, @id, @expiresAt)
            ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at WHERE expires_at <= @now
            """,
            ("@queue", queue.Value),
            ("@id", deduplicationId),
            ("@expiresAt", (now + DeduplicationWindow).UtcTicks),
            ("@now", now.UtcTicks)) > 0;

    // It has been ready since it was sent: messages of all groups are delivered in the order in which they were sent.
    private static void ReleaseNext(SqliteSession session, QueueName queue, string groupId) =>
        session.Execute(
            """
            UPDATE messages SET ready_at = sent_at
            WHERE sequence = (SELECT MIN(sequence) FROM messages WHERE queue = @queue AND group_id = @group)
            """,
            ("@queue", queue.Value),
            ("@group", groupId));
}
