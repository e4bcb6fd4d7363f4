using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>A line that a running container writes again and again, up to the end of what was read.</summary>
/// <param name="Log">The container's log.</param>
/// <param name="Line">The last of the lines.</param>
/// <param name="Count">How many there are.</param>
internal sealed record LastingLine(ContainerLog Log, string Line, int Count)
{
    /// <summary>A client writes a few of them at any restart of its server.</summary>
    public const int LeastCount = 3;

    private static readonly TimeSpan s_restart = TimeSpan.FromMinutes(2);

    // What is over is followed by other lines.
    private const double LeastPosition = Thresholds.LastingPosition;

    // What is said once has other lines behind it soon, and lasts all the same.
    private const double LeastHalf = Thresholds.LastingOncePosition;

    /// <summary>Quotes the line.</summary>
    public Citation Quote() => Cite.Line(Log, Line);

    /// <summary>Such a line of a workload; null where none of its current logs has enough of them.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="context">The context.</param>
    /// <param name="isSuch">Whether a line is one of them.</param>
    /// <param name="leastCount">
    /// How many there must be: <see cref="LeastCount"/> of what any restart of a server brings, 1 of what none does.
    /// </param>
    public static LastingLine? Of(
        WorkloadFacts workload, DiagnosisContext context, Func<string, bool> isSuch, int leastCount = LeastCount)
    {
        foreach (var log in workload.Pods.SelectMany(context.State.LogsOf).Where(l => !l.Previous))
        {
            var lines = context.FreshLines.Of(log);
            var found = Enumerable.Range(0, lines.Count).Where(i => isSuch(lines[i])).ToList();
            if (found.Count < leastCount && !IsLong([.. found.Select(i => lines[i])], context)) continue;
            if (found[^1] + 1 <= (leastCount == 1 ? LeastHalf : LeastPosition) * lines.Count) continue;
            return new LastingLine(log, lines[found[^1]], found.Count);
        }

        return null;
    }

    // A server that starts again is back within two minutes: what is said before and after that lasts.
    private static bool IsLong(IReadOnlyList<string> said, DiagnosisContext context) => said.Count > 1
        && LineStamp.Of(said[^1], context.State.Now)?.At - LineStamp.Of(said[0], context.State.Now)?.At >= s_restart;
}
