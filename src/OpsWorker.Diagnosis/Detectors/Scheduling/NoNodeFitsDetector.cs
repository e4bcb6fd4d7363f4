using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>
/// Pods for which the scheduler finds no node. Nodes that the pod does not want anyway are put aside first: of a
/// nodeSelector that matches one node, and that one cordoned, the cordon is the cause. Not to be confused with nodes that
/// are not ready, and with claims that are not bound; both are other detectors'.
/// </summary>
public sealed class NoNodeFitsDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
    [
        CauseCode.NodeCordoned, CauseCode.NodeSelectorMismatch, CauseCode.NodeAffinityMismatch, CauseCode.PodAffinityUnsatisfied,
        CauseCode.PodAntiAffinityConflict, CauseCode.TaintNotTolerated, CauseCode.InsufficientCpu, CauseCode.InsufficientMemory,
        CauseCode.InsufficientResource, CauseCode.TopologySpreadUnsatisfied, CauseCode.HostPortConflict,
        CauseCode.VolumeNodeAffinityConflict, CauseCode.VolumeLimitReached,
    ];

    /// <inheritdoc/>
    public string Decides =>
        "The scheduler's reasons for a pod without a node, weighed on the nodes that the pod's selector and affinity allow; where none is "
        + "left, its filters on the objects that were read.";

    /// <inheritdoc/>
    public string Remedy => "Change what the pod demands of a node, or give the nodes what it demands.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        UnscheduledPods.Of(context).Where(p => p.IsJudged).SelectMany(p => Detect(p, context));

    private static IEnumerable<Finding> Detect(UnscheduledPods pods, DiagnosisContext context)
    {
        var reasons = pods.Message.Length > 0 ? SchedulerMessage.Reasons(pods.Message) : NodeFilters.Reasons(pods.Pod, context.State);
        if (reasons.Count == 0 && pods.Message.Length == 0) yield break;
        var nodes = Candidates(context);
        var wanted = nodes.Where(n => Placement.Matches(pods.Pod.Spec, n)).ToList();
        if (nodes.Count > 0 && wanted.Count == 0 && context.State.Listed<Node>(null))
        {
            yield return Find(pods, SelectorOrAffinity(pods.Pod.Spec, nodes), Certainty.Proved, context);
            yield break;
        }

        var weighed = Weigh(pods, reasons, wanted);
        var total = weighed.Sum(w => w.Nodes);
        foreach (var group in weighed.Where(w => w.Obstacle != Obstacle.Unknown).GroupBy(w => w.Obstacle)
            .OrderByDescending(g => g.Sum(w => w.Nodes)))
        {
            // The obstacle on all nodes that matter is the cause; one on a few of them is hardly surer than a guess.
            var share = (double)group.Sum(w => w.Nodes) / Math.Max(1, total);
            yield return Find(pods, CodeOf(group.Key, pods.Pod.Spec), Certainty.Between(Certainty.Even, Certainty.Proved, share), context);
        }
    }

    private static List<Reason> Weigh(UnscheduledPods pods, IReadOnlyList<Reason> reasons, List<Node> wanted)
    {
        if (wanted.Count == 0) return [.. reasons];
        return [.. reasons.Select(r => r with { Nodes = CountOn(r, wanted, pods.Pod.Spec) }).Where(r => r.Nodes > 0)];
    }

    // Nodes of the control plane are not meant for workloads; they count only where there are no others.
    private static IReadOnlyList<Node> Candidates(DiagnosisContext context)
    {
        var all = context.State.All<Node>();
        var workers = all.Where(n => !NodeFacts.IsControlPlane(n)).ToList();
        return workers.Count > 0 ? workers : all;
    }

    // How many of the nodes that matter a reason is about; where that cannot be told from the nodes, what the scheduler counted.
    private static int CountOn(Reason reason, List<Node> nodes, PodSpec pod) => reason.Obstacle switch
    {
        Obstacle.Selector => 0,
        Obstacle.Cordoned => nodes.Count(n => n.Spec.Unschedulable),
        Obstacle.Taint => nodes.Count(n =>
            Placement.Against(pod, n).Any(t => reason.Detail.Length == 0 || reason.Detail.StartsWith(t.Key, StringComparison.Ordinal))),
        _ => Math.Min(reason.Nodes, nodes.Count),
    };

    private static CauseCode SelectorOrAffinity(PodSpec pod, IReadOnlyList<Node> nodes) =>
        pod.NodeSelector.Count > 0 && !nodes.Any(n => Placement.MatchesSelector(pod, n))
            ? CauseCode.NodeSelectorMismatch
            : CauseCode.NodeAffinityMismatch;

    private static CauseCode CodeOf(Obstacle obstacle, PodSpec pod) => obstacle switch
    {
        Obstacle.Selector => pod.Affinity?.NodeAffinity is not null && pod.NodeSelector.Count == 0
            ? CauseCode.NodeAffinityMismatch
            : CauseCode.NodeSelectorMismatch,
        Obstacle.Cordoned => CauseCode.NodeCordoned,
        Obstacle.Taint => CauseCode.TaintNotTolerated,
        Obstacle.Cpu => CauseCode.InsufficientCpu,
        Obstacle.Memory => CauseCode.InsufficientMemory,
        Obstacle.PodAffinity => CauseCode.PodAffinityUnsatisfied,
        Obstacle.PodAntiAffinity => CauseCode.PodAntiAffinityConflict,
        Obstacle.TopologySpread => CauseCode.TopologySpreadUnsatisfied,
        Obstacle.HostPort => CauseCode.HostPortConflict,
        Obstacle.VolumeNodeAffinity => CauseCode.VolumeNodeAffinityConflict,
        Obstacle.VolumeLimit => CauseCode.VolumeLimitReached,
        _ => CauseCode.InsufficientResource,
    };

    private static Finding Find(UnscheduledPods pods, CauseCode code, double confidence, DiagnosisContext context)
    {
        var workload = pods.Workload;
        return new Finding
        {
            Cause = code,
            Object = workload.Reference,
            Summary = $"{pods.Subject} cannot be scheduled: {SchedulingTexts.Explain(code, pods.Pod.Spec, context.State)}.",
            Confidence = confidence,
            Citations = Cite.All(
                Cite.Field(pods.Said, pods.Path, pods.SaidAt),
                pods.Message.Length == 0 ? Cite.Field(pods.Pod, "status.conditions[PodScheduled].status") : null,
                SchedulingTexts.WishPath(code) is { } wish ? Cite.Field(pods.Pod, wish) : null,
                Cite.Field(NodeInTheWay(code, pods.Pod.Spec, context), SchedulingTexts.NodePath(code))),
            Remedy = SchedulingTexts.RemedyFor(code, workload.Reference, NodeInTheWay(code, pods.Pod.Spec, context)?.Name),
            Since = pods.Pod.Metadata.CreationTimestamp,
        };
    }

    private static Node? NodeInTheWay(CauseCode code, PodSpec pod, DiagnosisContext context) => context.State.All<Node>()
        .Where(n => !NodeFacts.IsControlPlane(n))
        .FirstOrDefault(n => code switch
        {
            CauseCode.NodeCordoned => n.Spec.Unschedulable && Placement.Matches(pod, n),
            CauseCode.TaintNotTolerated => Placement.Against(pod, n).Any() && Placement.Matches(pod, n),
            _ => false,
        });
}
