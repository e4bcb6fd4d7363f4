using Microsoft.Data.Sqlite;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Messaging;

/// <summary>
/// The order in which ready messages are delivered: the higher priority first, of one priority the lanes in turn, of one lane the longest
/// ready. One of ten is the longest ready of all, so that none waits for ever behind higher priorities. Used by the writer only.
/// </summary>
internal sealed class DeliveryOrder
{
    /// <summary>The next share of the same priority.</summary>
    internal const string NextLane =
        """
        SELECT priority, lane FROM messages INDEXED BY messages_ready
        WHERE queue = @queue AND priority = @priority AND lane > @lane AND ready_at IS NOT NULL ORDER BY lane LIMIT 1
        """;

    /// <summary>The first share of the next priority.</summary>
    internal const string NextPriority =
        """
        SELECT priority, lane FROM messages INDEXED BY messages_ready
        WHERE queue = @queue AND priority > @priority AND ready_at IS NOT NULL ORDER BY priority, lane LIMIT 1
        """;

    /// <summary>The messages of a share that are ready.</summary>
    internal const string FirstReady =
        """
        SELECT ready_at, sequence FROM messages INDEXED BY messages_ready
        WHERE queue = @queue AND priority = @priority AND lane = @lane AND ready_at <= @now
        ORDER BY ready_at, sequence LIMIT @max
        """;

    private const int OldestEvery = 10;

    private readonly Dictionary<(string Queue, long Priority), string> _lastLane = [];
    private long _picks;

    /// <summary>The messages to deliver, at most <paramref name="max"/>. It takes the time of the shares, not of the messages.</summary>
    public List<long> Next(SqliteSession session, QueueName queue, int max, DateTimeOffset now)
    {
        var ready = new List<Ready>();
        foreach (var share in SharesOf(session, queue))
        {
            var messages = ReadyOf(session, queue, share, now, max);
            if (messages.Count > 0) ready.Add(new Ready(share, new Queue<Waiting>(messages)));
        }

        var picked = new List<long>();
        while (picked.Count < max && ready.Count > 0)
        {
            var next = ++_picks % OldestEvery == 0 ? ready.MinBy(one => one.Oldest)! : InTurn(queue, ready);
            picked.Add(next.Messages.Dequeue().Sequence);
            if (next.Messages.Count == 0) ready.Remove(next);
        }

        return picked;
    }

    /// <summary>The time at which the queue's next message becomes ready; null if there is none.</summary>
    public static DateTimeOffset? NextReady(SqliteSession session, QueueName queue)
    {
        var times = SharesOf(session, queue)
            .SelectMany(share => ReadyOf(session, queue, share, DateTimeOffset.MaxValue, max: 1))
            .Select(message => message.ReadyAt)
            .ToList();
        return times.Count == 0 ? null : new DateTimeOffset(times.Min(), TimeSpan.Zero);
    }

    private Ready InTurn(QueueName queue, List<Ready> ready)
    {
        var priority = ready.Max(one => one.Share.Priority);
        var lanes = ready.Where(one => one.Share.Priority == priority).ToList();
        var last = _lastLane.GetValueOrDefault((queue.Value, priority), "");
        var next = lanes.Find(one => string.CompareOrdinal(one.Share.Lane, last) > 0) ?? lanes[0];
        _lastLane[(queue.Value, priority)] = next.Share.Lane;
        return next;
    }

    // A jump from one share to the next in the index, however many messages each has. They come by priority and lane.
    private static List<Share> SharesOf(SqliteSession session, QueueName queue)
    {
        var shares = new List<Share>();
        for (var last = new Share(-1, ""); Next(session, queue, last) is { } next; last = next) shares.Add(next);
        return shares;
    }

    private static Share? Next(SqliteSession session, QueueName queue, Share last) =>
        session.Query(NextLane, Read, ("@queue", queue.Value), ("@priority", last.Priority), ("@lane", last.Lane)).SingleOrDefault()
        ?? session.Query(NextPriority, Read, ("@queue", queue.Value), ("@priority", last.Priority)).SingleOrDefault();

    private static Share Read(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1));

    private static List<Waiting> ReadyOf(SqliteSession session, QueueName queue, Share share, DateTimeOffset now, int max) =>
        session.Query(
            FirstReady,
            row => new Waiting(row.GetInt64(0), row.GetInt64(1)),
            ("@queue", queue.Value),
            ("@priority", share.Priority),
            ("@lane", share.Lane),
            ("@now", now.UtcTicks),
            ("@max", max));

    private sealed record Share(long Priority, string Lane);

    private sealed record Ready(Share Share, Queue<Waiting> Messages)
    {
        public (long ReadyAt, long Sequence) Oldest => (Messages.Peek().ReadyAt, Messages.Peek().Sequence);
    }

    private sealed record Waiting(long ReadyAt, long Sequence);
}
