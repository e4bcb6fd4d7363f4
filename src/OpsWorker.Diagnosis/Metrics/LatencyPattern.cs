using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Metrics;

/// <summary>
/// Which workloads became slow, and whose network would make just those slow. A delay at a workload slows down the calls
/// that it makes and gets; a delay at a node those that cross its border; and all of their callers wait with them.
/// </summary>
internal sealed class LatencyPattern
{
    // People notice some fifty milliseconds, and latencies double by themselves; a slow call that is small beside the
    // slowest is its echo.
    private const double LeastExcess = Thresholds.LatencyExcessMs;
    private const double LeastFactor = Thresholds.LatencyFactor;
    private const double Echo = Thresholds.EchoShare;

    // A caller waits for its slow callee, so that both are about as slow; less than a quarter is another's trouble.
    private const double Comparable = Thresholds.ComparableShare;

    // A slow node makes its callers slow with it: what falls while they rise is another's trouble.
    private const double LeastCorrelation = Thresholds.LatencyCorrelation;

    // A smaller lead of one origin over the next may be noise.
    private const double LeastLead = Thresholds.LatencyLead;

    private readonly DiagnosisContext _context;
    private readonly HashSet<ObjectReference> _measured;
    private readonly HashSet<ObjectReference> _slow;
    private readonly HashSet<ObjectReference> _usuallySlow;

    public LatencyPattern(IReadOnlyList<SeriesShift> shifts, DiagnosisContext context)
    {
        _context = context;
        var latencies = shifts.Where(s => s.Measure == Measure.Latency).ToList();
        _measured = [.. latencies.Select(l => l.Owner)];
        var slow = latencies.Where(l => l.Excess > LeastExcess && l.Peak > LeastFactor * Math.Max(l.Usual, 1)).ToList();
        Slow = slow;
        _slow = [.. slow.Select(l => l.Owner)];
        var medians = slow.Where(l => l.IsMedian).ToList();
        var most = medians.Count > 0 ? medians.Max(l => l.Excess) : 0;
        _usuallySlow = [.. medians.Where(l => l.Excess >= Echo * most).Select(l => l.Owner)];
    }

    /// <summary>The latencies that rose.</summary>
    public IReadOnlyList<SeriesShift> Slow { get; }

    /// <summary>How well a delay at the workload fits what became slow: from 0 to 1.</summary>
    public double FitOfWorkload(ObjectReference workload)
    {
        if (!_measured.Contains(workload)) return 0;
        var clients = _context.Dependencies.ClientsOf(workload);
        var touched = _context.Dependencies.ServersOf(workload).Concat(clients).Append(workload);
        return Fit(touched, clients.Append(workload));
    }

    /// <summary>
    /// The workload at which the slowness begins: slow itself and together with its callers, while nothing that it calls is comparably
    /// slow. Of several the one that is slowest and makes most others slow; null where two do as much.
    /// </summary>
    public ObjectReference? Origin()
    {
        var slowest = Slow.GroupBy(s => s.Owner).ToDictionary(g => g.Key, g => g.MaxBy(s => s.Excess)!);
        foreach (var alone in slowest.Values.Where(s => !RisesWithCallers(s, slowest)).ToList()) slowest.Remove(alone.Owner);
        var origins = slowest
            .Where(e => !_context.Dependencies.ServersOf(e.Key)
                .Any(s => slowest.TryGetValue(s, out var callee) && callee.Excess >= Comparable * e.Value.Excess))
            .Select(e => (e.Key, Weight: WithCallers([e.Key]).Count(slowest.ContainsKey) * e.Value.Excess))
            .OrderByDescending(e => e.Weight).Take(2).ToList();
        return origins.Count == 1 || (origins.Count == 2 && origins[0].Weight > LeastLead * origins[1].Weight) ? origins[0].Key : null;
    }

    // By the samples of both at the same times; a workload without a slow caller is the entrance, or called by what is not measured.
    private bool RisesWithCallers(SeriesShift shift, Dictionary<ObjectReference, SeriesShift> slowest)
    {
        var callers = WithCallers([shift.Owner]).Where(c => c != shift.Owner && slowest.ContainsKey(c)).Select(c => slowest[c]).ToList();
        return callers.Count == 0 || callers.Exists(c => Correlation.Of(shift.Series.Samples, c.Series.Samples) >= LeastCorrelation);
    }

    /// <summary>How well a delay at the node fits what became slow: from 0 to 1.</summary>
    public double FitOfNode(string node)
    {
        var crossing = _context.Workloads
            .SelectMany(w => _context.Dependencies.ServersOf(w.Reference).Select(s => (Client: w.Reference, Server: s)))
            .Where(e => IsOn(e.Client, node) != IsOn(e.Server, node))
            .ToList();
        return Fit(crossing.SelectMany(e => new[] { e.Client, e.Server }), crossing.Select(e => e.Client));
    }

    // Of the slowest requests both ends of a call show it; of the usual ones those that wait for an answer.
    private double Fit(IEnumerable<ObjectReference> touched, IEnumerable<ObjectReference> waiting)
    {
        var all = Similarity(WithCallers(touched), _slow);
        return _usuallySlow.Count == 0 ? all : (0.6 * all) + (0.4 * Similarity(WithCallers(waiting), _usuallySlow));
    }

    private double Similarity(HashSet<ObjectReference> expected, HashSet<ObjectReference> seen)
    {
        var known = expected.Where(_measured.Contains).ToHashSet();
        var common = known.Count(seen.Contains);
        var union = known.Count + seen.Count - common;
        return union == 0 ? 0 : (double)common / union;
    }

    private HashSet<ObjectReference> WithCallers(IEnumerable<ObjectReference> start)
    {
        var reached = start.ToHashSet();
        var open = new Queue<ObjectReference>(reached);
        while (open.TryDequeue(out var next))
        {
            foreach (var client in _context.Dependencies.ClientsOf(next))
            {
                if (reached.Add(client)) open.Enqueue(client);
            }
        }

        return reached;
    }

    private bool IsOn(ObjectReference workload, string node) => _context.State.PodsOf(workload).Any(p => p.Spec.NodeName == node);
}
