using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Embedded.Sqlite;

namespace OpsWorker.Embedded.Messaging;

/// <summary>The alerts that wait for the rules, and the limit beyond which none is accepted.</summary>
public sealed class AlertBacklog
{
    /// <summary>The default limit.</summary>
    public const int DefaultMax = 500_000;

    /// <summary>The number of alerts, by an index that covers it: each has a group.</summary>
    internal const string Count =
        """
        SELECT COUNT(*) FROM (
            SELECT 1 FROM messages INDEXED BY messages_group WHERE queue = @queue AND group_id IS NOT NULL LIMIT @max)
        """;

    /// <summary>The oldest one. In order of sending it is found at once; by an index of the queue all would be sorted.</summary>
    internal const string Oldest = "SELECT sent_at FROM messages NOT INDEXED WHERE queue = @queue ORDER BY sequence LIMIT 1";

    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(5);

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

    /// <summary>The alerts that wait, as of the last five seconds. Above the limit they are not counted.</summary>
    public async Task<QueueBacklog> ReadAsync(CancellationToken cancellationToken)
    {
        var now = _clock.Now;
        if (_known is { } known)
        {
            if (now - known.At < s_fresh) return known.Backlog;

            // Of many requests one counts; the others take what is known.
            _known = known with { At = now };
        }

        var waiting = await _reader.QueryAsync(
            Count,
            row => row.GetInt32(0),
            cancellationToken,
            ("@queue", Queues.Alerts.Value),
            ("@max", _max));
        var oldest = await _reader.QueryAsync(
            Oldest,
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
