using OpsWorker.Core.Findings;
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

    // What is over is followed by other lines.
    private const double LeastPosition = 0.7;

    /// <summary>Quotes the line.</summary>
    public Citation Quote() => Cite.Line(Log, Line);

    /// <summary>Such a line of a workload; null where none of its current logs has enough of them.</summary>
    public static LastingLine? Of(WorkloadFacts workload, DiagnosisContext context, Func<string, bool> isSuch)
    {
        foreach (var log in workload.Pods.SelectMany(context.State.LogsOf).Where(l => !l.Previous))
        {
            var lines = context.FreshLines.Of(log);
            var found = Enumerable.Range(0, lines.Count).Where(i => isSuch(lines[i])).ToList();
            if (found.Count < LeastCount || found[^1] + 1 <= LeastPosition * lines.Count) continue;
            return new LastingLine(log, lines[found[^1]], found.Count);
        }

        return null;
    }
}
