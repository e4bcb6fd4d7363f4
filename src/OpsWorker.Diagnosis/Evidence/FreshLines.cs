using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>
/// Leaves out of a log what is over: lines from long before the alert of a pod that is ready now, and lines from before it
/// became ready. The lines of a start belong to that start; where the pod is not ready since, they may still be the reason.
/// A line without a stamp is of the time of the line before it, unless it begins an entry.
/// </summary>
internal sealed partial class FreshLines(ClusterState state, Scope scope)
{
    // An alert's rule waits before it fires, and applications say at first what makes them fail later.
    private static readonly TimeSpan s_lead = TimeSpan.FromHours(1);

    // An alert fires some minutes after its trouble began; what became ready then may be part of it.
    private static readonly TimeSpan s_settled = TimeSpan.FromMinutes(10);

    private readonly Dictionary<ContainerLog, IReadOnlyList<string>> _lines = new(ReferenceEqualityComparer.Instance);

    /// <summary>The lines that may have to do with the alert, oldest first.</summary>
    public IReadOnlyList<string> Of(ContainerLog log)
    {
        if (!_lines.TryGetValue(log, out var lines)) _lines[log] = lines = Read(log);
        return lines;
    }

    private IReadOnlyList<string> Read(ContainerLog log)
    {
        if (scope.StartsAt <= DateTimeOffset.UnixEpoch || log.Lines.Count == 0) return log.Lines;
        if (state.Find<Pod>(log.Namespace, log.Pod) is not { } pod || !PodFacts.IsReady(pod)) return log.Lines;
        var begin = BeginOf(pod, log.Container);
        if (log.Previous && EndOf(pod, log.Container) is { } end && end < begin) return [];
        var clock = new LogClock(log, pod, state.Now);
        for (var i = log.Lines.Count - 1; i >= 0; i--)
        {
            if (clock.TimeOf(log.Lines[i]) is not { } at || at >= begin) continue;
            return i == log.Lines.Count - 1 ? [] : [.. log.Lines.Skip(NextStamp(log, i + 1, clock))];
        }

        return log.Lines;
    }

    // A pod that became ready before the alert has got over what it said before.
    private DateTimeOffset BeginOf(Pod pod, string? container)
    {
        var begin = scope.StartsAt - s_lead;
        var ready = PodFacts.Condition(pod, "Ready")?.LastTransitionTime ?? ContainerFacts.StartOf(pod, container);
        return ready > begin && ready < scope.StartsAt - s_settled ? ready.Value : begin;
    }

    // Lines without a stamp after a stale one are its continuation, as of a stack trace. Where no stamp follows and one begins an entry of
    // its own, only the start wrote stamps, and the time of what follows is not known.
    private static int NextStamp(ContainerLog log, int from, LogClock clock)
    {
        var next = from;
        while (next < log.Lines.Count && clock.TimeOf(log.Lines[next]) is null) next++;
        if (next < log.Lines.Count) return next;
        var entry = from;
        while (entry < log.Lines.Count && !Entry().IsMatch(log.Lines[entry])) entry++;
        return entry;
    }

    [GeneratedRegex(
        @"^(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)(:\w|[:\]|] )",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Entry();

    private static DateTimeOffset? EndOf(Pod pod, string? container) => ContainerFacts.Of(pod)
        .Where(c => container is null || c.Status.Name == container).Max(c => c.LastEnd?.FinishedAt);
}
