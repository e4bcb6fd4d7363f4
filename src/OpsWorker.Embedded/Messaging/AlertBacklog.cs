using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Messaging;

/// <summary>The alerts that wait for the rules, and the limit beyond which none is accepted.</summary>
public sealed class AlertBacklog
{
    /// <summary>The default limit.</summary>
    public const int DefaultMax = 500_000;

    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);

    private readonly SqliteReader _reader;
    private readonly QueueClock _clock;
    private readonly int _max;
    private volatile Reading? _known;

    internal AlertBacklog(SqliteReader reader, QueueClock clock, int max)
    {
        _reader = reader;
        _clock = clock;
        _max = max;
    }

    /// <summary>The alerts that wait, as of the last second. Above the limit they are not counted.</summary>
    public async Task<QueueBacklog> ReadAsync(CancellationToken cancellationToken)
    {
        var now = _clock.Now;
        if (_known is { } known && now - known.At < s_fresh) return known.Backlog;
        var waiting = await _reader.QueryAsync(
            "SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE queue = @queue LIMIT @max)",
            row => row.GetInt32(0),
            cancellationToken,
            ("@queue", Queues.Alerts.Value),
            ("@max", _max));

        // In order of sending the first one is found at once; by the index of the queue all would be sorted.
        var oldest = await _reader.QueryAsync(
            "SELECT sent_at FROM messages NOT INDEXED WHERE queue = @queue ORDER BY sequence LIMIT 1",
            row => new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero),
            cancellationToken,
            ("@queue", Queues.Alerts.Value));
        var backlog = new QueueBacklog(waiting[0], oldest is [var sent] && sent < now ? now - sent : TimeSpan.Zero);
        _known = new Reading(now, backlog);
        return backlog;
    }

    /// <summary>Returns while alerts are accepted.</summary>
    /// <exception cref="StoreUnavailableException">As many wait as the limit allows.</exception>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var backlog = await ReadAsync(cancellationToken);
        if (backlog.Waiting < _max) return;
        throw new StoreUnavailableException(FormattableString.Invariant(
            $"{backlog.Waiting} alerts wait to be handled, the oldest for {backlog.OldestAge.TotalSeconds:0} s. Send again later."));
    }

    private sealed record Reading(DateTimeOffset At, QueueBacklog Backlog);
}
