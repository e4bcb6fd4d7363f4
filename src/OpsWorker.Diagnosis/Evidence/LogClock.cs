using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>
/// The zone of a log's stamps that name none: UTC, as in most containers, unless that would have lines of the future or
/// from before the container began.
/// </summary>
internal sealed class LogClock
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset _now;
    private readonly TimeSpan _zone;

    public LogClock(ContainerLog log, Pod? pod, DateTimeOffset now)
    {
        _now = now;
        _zone = ZoneOf(log, pod, now);
    }

    /// <summary>The time at which the line was written; null for a line without a stamp.</summary>
    public DateTimeOffset? TimeOf(string line) => LineStamp.Of(line, _now) is { } stamp ? stamp.HasZone ? stamp.At : stamp.At - _zone : null;

    private static TimeSpan ZoneOf(ContainerLog log, Pod? pod, DateTimeOffset now)
    {
        for (var i = log.Lines.Count - 1; i >= 0; i--)
        {
            if (LineStamp.Of(log.Lines[i], now) is not { } last) continue;
            if (last.HasZone) return TimeSpan.Zero;
            if (last.At > now + s_skew) return Hours(last.At - now);
            return !log.Previous && StartOf(pod, log.Container) is { } started && last.At < started - s_skew ? -Hours(started - last.At) : TimeSpan.Zero;
        }

        return TimeSpan.Zero;
    }

    // What is further off than any zone is another mistake.
    private static TimeSpan Hours(TimeSpan off) => Math.Ceiling(off.TotalHours) is var hours and <= 14 ? TimeSpan.FromHours(hours) : TimeSpan.Zero;

    private static DateTimeOffset? StartOf(Pod? pod, string? container) => pod is null ? null : ContainerFacts.Of(pod)
        .Where(c => container is null || c.Status.Name == container).Max(c => c.Status.State.Running?.StartedAt);
}
