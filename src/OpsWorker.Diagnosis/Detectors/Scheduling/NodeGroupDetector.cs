using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>
/// Pods for which no node has room, and for which the autoscaler of nodes may add none: the group that would fit is as large as it
/// may be. Where no group fits the pod, more nodes would not help, and the scheduler's reasons are the cause.
/// </summary>
public sealed partial class NodeGroupDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NodeGroupAtMaximum];

    /// <inheritdoc/>
    public string Decides =>
        "A pod has no node, and the autoscaler says of it that a node group, or all of them together, may not grow any more.";

    /// <inheritdoc/>
    public string Remedy => "Raise the maximum of the node group, or ask for less.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let said = workload.Pods.Where(PodFacts.IsUnscheduled).SelectMany(p => context.State.EventsOf(p.Reference))
            .Where(e => e.Reason is "NotTriggerScaleUp" or "FailedScheduling" && AtMaximum().IsMatch(e.Text)).MaxBy(e => e.LastAt)
        where said is not null
        select Find(workload, said);

    private static Finding Find(WorkloadFacts workload, Event said) => new()
    {
        Cause = CauseCode.NodeGroupAtMaximum,
        Object = workload.Reference,
        Summary = $"No node has room for {workload.PodsName}, and the cluster autoscaler adds none: the node group is at its maximum size.",
        Confidence = Certainty.Stated,
        Citations = Cite.All(Cite.Event(said)),
        Remedy = SafeRemedy.Of(
            "Raise the maximum of the node group (or the limits of the node pool), remove what is not needed, or ask for less.",
            [Kubectl.Describe(workload.Pods.First(PodFacts.IsUnscheduled).Reference), Kubectl.List("nodes")]),
        Since = said.FirstAt,
    };

    // The reasons of cluster-autoscaler for groups and for the whole cluster, and that of Karpenter for a pool's limits.
    [GeneratedRegex(
        @"max node group size reached|max cluster (cpu|memory|node)[\w, ]* limit reached|max limit reached"
        + "|exceed(s|ed)? limits? for (nodepool|provisioner)|limits? exceeded for (nodepool|provisioner)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex AtMaximum();
}
