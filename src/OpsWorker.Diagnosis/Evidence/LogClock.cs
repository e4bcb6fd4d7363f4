using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>
/// The clock of a log's stamps. Those that name no zone are of UTC, as in most containers, unless that would have lines of the future or
/// from before the container began. A log that ends a season before its container began is stamped by no clock.
/// </summary>
internal sealed class LogClock
{
    // Hours by which the easternmost zone is ahead of UTC.
    private const int WidestZone = 14;

    // Lines of an earlier run are rotated away before.
    private static readonly TimeSpan s_season = TimeSpan.FromDays(90);

    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset _now;
    private readonly TimeSpan _zone;
    private readonly bool _isClock;

    public LogClock(ContainerLog log, Pod? pod, DateTimeOffset now)
    {
        _now = now;
        var started = log.Previous || pod is null ? null : ContainerFacts.StartOf(pod, log.Container);
        var last = Last(log, now);
        _zone = ZoneOf(last, started, now);
        _isClock = !(last?.At < started - s_season);
    }

    /// <summary>The time at which the line was written; null for a line without a stamp.</summary>
    public DateTimeOffset? TimeOf(string line) => !_isClock ? null : LineStamp.Of(line, _now) switch
    {
        { HasZone: true } stamp => stamp.At,
        { } stamp => stamp.At - _zone,
        null => null,
    };

    private static LineStamp? Last(ContainerLog log, DateTimeOffset now)
    {
        for (var i = log.Lines.Count - 1; i >= 0; i--)
        {
            if (LineStamp.Of(log.Lines[i], now) is { } last) return last;
        }

        return null;
    }

    private static TimeSpan ZoneOf(LineStamp? stamp, DateTimeOffset? started, DateTimeOffset now)
    {
        if (stamp is not { HasZone: false } last) return TimeSpan.Zero;
        if (last.At > now + s_skew) return Hours(last.At - now);
        return started is { } began && last.At < began - s_skew ? -Hours(began - last.At) : TimeSpan.Zero;
    }

    // What is further off than any zone is another mistake.
    private static TimeSpan Hours(TimeSpan off) =>
        Math.Ceiling(off.TotalHours) is var hours and <= WidestZone ? TimeSpan.FromHours(hours) : TimeSpan.Zero;
}
