using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Metrics;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Performance;

/// <summary>
/// Delay and loss in the network of a workload or a node. Loss shows as retransmissions; for delay, what became slow is
/// compared with what would if the network of one workload, or of one node, were slow. Latency that a saturated CPU
/// explains is not the network's.
/// </summary>
public sealed class NetworkDetector : IDetector
{
    private const string Advice = "Look at the network between the nodes and at what shapes traffic on the way.";

    // Of what became slow and what should have, this share must be the same: with less, half of it is something else's.
    private const double LeastFit = Thresholds.DelayFit;

    // Where it begins is known, and what slows it down only by what is not seen: no load, no loss.
    private const double ByOrigin = Certainty.Inferred;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
        [CauseCode.NetworkDelay, CauseCode.NetworkLoss, CauseCode.NodeNetworkDelay, CauseCode.NodeNetworkLoss];

    /// <inheritdoc/>
    public string Decides => "Retransmissions or dropped packets rise, or those workloads become slow that one workload's or node's delay would slow down.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var pattern = new LatencyPattern(context.Shifts, context);
        if (PacketLoss.Of(pattern, context) is { } loss)
        {
            yield return Find(loss.Code, loss.Object, $"Packets of {loss.Object} are lost", loss.Confidence, pattern, context,
                [loss.Shift.Quote()]);
            yield break;
        }

        if (pattern.Slow.Count == 0 || HasBusyCpu(pattern, context)) yield break;
        var retransmissions = context.Shifts.Where(s => s.Measure == Measure.Retransmissions && s.Owner.Kind == "Node").ToList();
        foreach (var finding in Delay(pattern, retransmissions, context)) yield return finding;
    }

    // A CPU that is saturated puts load on others; one that is throttled explains what it slows down itself.
    private static bool HasBusyCpu(LatencyPattern pattern, DiagnosisContext context) => new CpuDetector().Detect(context)
        .Any(f => f.Cause == CauseCode.CpuSaturation || pattern.Slow.Any(s => s.Owner == f.Object));

    private static IEnumerable<Finding> Delay(LatencyPattern pattern, List<SeriesShift> retransmissions, DiagnosisContext context)
    {
        // The possibilities exclude each other: only the best one is a finding.
        var workloads = context.Workloads.Where(w => context.InScope(w.Reference.Namespace))
            .Select(w => (Fit: pattern.FitOfWorkload(w.Reference), Object: w.Reference, Code: CauseCode.NetworkDelay, Sign: 0.0));
        var nodes = context.State.All<Node>()
            .Select(n => (Fit: pattern.FitOfNode(n.Name), Object: n.Reference, Code: CauseCode.NodeNetworkDelay,
                Sign: SignOf(n, retransmissions)));
        var best = workloads.Concat(nodes)
            .Where(h => h.Fit >= LeastFit)
            .OrderByDescending(h => Math.Round(h.Fit, 2))
            .ThenByDescending(h => h.Sign)
            .Take(1)
            // Nothing but the pattern says it: at best as sure as that is complete, and never as sure as a plain fact.
            .Select(h => Find(
                h.Code, h.Object, $"Packets of {h.Object} are delayed", Certainty.Between(Certainty.Even, Certainty.Logged, h.Fit),
                pattern, context, []))
            .ToList();
        if (best.Count > 0 || pattern.Origin() is not { } origin || origin.Kind == "Node") return best;
        return [Find(CauseCode.NetworkDelay, origin, $"Packets of {origin} are delayed: it is slow, and nothing that it calls is",
            ByOrigin, pattern, context, [])];
    }

    // With two nodes every call that leaves one enters the other; the one that sends again is the slow one.
    private static double SignOf(Node node, List<SeriesShift> retransmissions) =>
        retransmissions.FirstOrDefault(r => r.Owner == node.Reference) is { } shift ? shift.Peak - shift.Before : 0;

    private static Finding Find(
        CauseCode code, ObjectReference about, string what, double confidence, LatencyPattern pattern, DiagnosisContext context,
        IEnumerable<Citation> proof) => new()
        {
            Cause = code,
            Object = about,
            Summary = $"{what}; {pattern.Slow.Select(s => s.Owner).Distinct().Count()} workload(s) became slow.",
            Confidence = confidence,
            Citations = Cite.All([
                .. proof,
                .. pattern.Slow.OrderByDescending(s => s.Excess).Take(4).Select(s => s.Quote()),
                Cite.Field(context.State.Find(about), "metadata.name")]),
            Remedy = SafeRemedy.Of(
                Advice,
                [
                    about.Kind == "Node" ? Kubectl.DescribeNode(about.Name) : Kubectl.Describe(about),
                    Kubectl.List("pods", null, "-A", "-o", "wide"),
                ]),
            Since = context.Scope.StartsAt,
            Affects = about.Kind == "Node" ? [.. context.State.PodsOn(about.Name).Select(context.State.WorkloadOf).Distinct()] : [],
        };
}
