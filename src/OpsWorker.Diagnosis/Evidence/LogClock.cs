using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>
/// The zone of a log's stamps that name none: UTC, as in most containers, unless that would have lines of the future or
/// from before the container began.
/// </summary>
internal sealed class LogClock
{
    // Hours by which the easternmost zone is ahead of UTC.
    private const int WidestZone = 14;

    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset _now;
    private readonly TimeSpan _zone;

    public LogClock(ContainerLog log, Pod? pod, DateTimeOffset now)
    {
        _now = now;
        _zone = ZoneOf(log, pod, now);
    }

    /// <summary>The time at which the line was written; null for a line without a stamp.</summary>
    public DateTimeOffset? TimeOf(string line) => LineStamp.Of(line, _now) switch
    {
        { HasZone: true } stamp => stamp.At,
        { } stamp => stamp.At - _zone,
        null => null,
    };

    private static TimeSpan ZoneOf(ContainerLog log, Pod? pod, DateTimeOffset now)
    {
        for (var i = log.Lines.Count - 1; i >= 0; i--)
        {
            if (LineStamp.Of(log.Lines[i], now) is not { } last) continue;
            if (last.HasZone) return TimeSpan.Zero;
            if (last.At > now + s_skew) return Hours(last.At - now);
            if (log.Previous || pod is null || ContainerFacts.StartOf(pod, log.Container) is not { } started) return TimeSpan.Zero;
            return last.At < started - s_skew ? -Hours(started - last.At) : TimeSpan.Zero;
        }

        return TimeSpan.Zero;
    }

    // What is further off than any zone is another mistake.
    private static TimeSpan Hours(TimeSpan off) =>
        Math.Ceiling(off.TotalHours) is var hours and <= WidestZone ? TimeSpan.FromHours(hours) : TimeSpan.Zero;
}
