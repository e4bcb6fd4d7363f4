using System.Buffers;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>Lines of a container that bear the same signature.</summary>
/// <param name="Signature">The signature.</param>
/// <param name="Log">The container's log.</param>
/// <param name="Line">The last of the lines.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Position">How far down the last one stands: near 0 at the top of what was read, 1 at its end.</param>
internal sealed record LogMatch(LogSignature Signature, ContainerLog Log, string Line, int Count, double Position)
{
    /// <summary>Whether the trouble seems to last: said more than once, or near the end of what was read.</summary>
    public bool Lasts => Count > 1 || Position > 0.7;

    /// <summary>Quotes the line.</summary>
    public Citation Quote() => Cite.Line(Log, Line);
}

/// <summary>The signatures in the logs that were read; each log is searched once.</summary>
internal sealed class LogFindings
{
    // Most lines bear no signature: all phrases are searched for at once before they are tried one by one.
    private static readonly SearchValues<string> s_any =
        SearchValues.Create([.. LogSignature.All.SelectMany(s => s.Phrases)], StringComparison.OrdinalIgnoreCase);

    // A date and a time to the second.
    private const int StampLength = 19;

    private readonly ILookup<(string Namespace, string Pod), LogMatch> _byPod;

    public LogFindings(ClusterState state, FreshLines fresh) =>
        _byPod = state.Logs.SelectMany(log => Read(log, fresh.Of(log))).ToLookup(m => (m.Log.Namespace, m.Log.Pod));

    /// <summary>The signatures in what a workload's containers wrote, also before their last restart.</summary>
    public IEnumerable<LogMatch> Of(WorkloadFacts workload) => workload.Pods.SelectMany(Of);

    /// <summary>The signatures in what a pod's containers wrote, also before their last restart.</summary>
    public IEnumerable<LogMatch> Of(Pod pod) => _byPod[(pod.Namespace ?? "", pod.Name)];

    /// <summary>The match with this code that weighs most: what servers said before what a client says of itself, then the one that is said most often.</summary>
    public LogMatch? Best(WorkloadFacts workload, CauseCode code) =>
        Of(workload).Where(m => m.Signature.Code == code).OrderBy(m => m.Signature.IsOfClient).ThenByDescending(m => m.Count).FirstOrDefault();

    private static IEnumerable<LogMatch> Read(ContainerLog log, IReadOnlyList<string> lines)
    {
        var found = new Dictionary<LogSignature, LogMatch>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!line.AsSpan().ContainsAny(s_any)) continue;
            if (LogSignature.All.FirstOrDefault(s => s.IsIn(line)) is not { } signature) continue;
            var known = found.GetValueOrDefault(signature);
            // Indented lines go on with an entry, whose first line has the address.
            var said = known is not null && char.IsWhiteSpace(line[0]) ? known.Line : line;
            found[signature] = new LogMatch(signature, log, said, (known?.Count ?? 0) + 1, (EndOf(lines, i) + 1.0) / lines.Count);
        }

        return found.Values;
    }

    // Who writes little ends with what went wrong last, in as many lines as that takes.
    private static int EndOf(IReadOnlyList<string> lines, int at)
    {
        var stamp = lines[at].Length >= StampLength && char.IsAsciiDigit(lines[at][0]) ? lines[at][..StampLength] : null;
        while (stamp is not null && at + 1 < lines.Count && lines[at + 1].StartsWith(stamp, StringComparison.Ordinal)) at++;
        return at;
    }
}
