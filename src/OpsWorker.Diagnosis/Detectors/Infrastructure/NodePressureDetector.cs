using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Nodes that are short of something, by their own conditions; they evict pods and take no new ones. Nodes without a
/// working network say so in the same way.
/// </summary>
public sealed class NodePressureDetector : IDetector
{
    private const string Advice = "Find what uses it up on the node, and move or limit that.";

    private static readonly (string Condition, CauseCode Code, string Why)[] s_conditions =
    [
        ("MemoryPressure", CauseCode.NodeMemoryPressure, "is short of memory"),
        ("DiskPressure", CauseCode.NodeDiskPressure, "is short of disk space"),
        ("PIDPressure", CauseCode.NodePidPressure, "is short of process ids"),
        ("NetworkUnavailable", CauseCode.NodeNetworkUnavailable, "has no working network"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [.. s_conditions.Select(c => c.Code)];

    /// <inheritdoc/>
    public string Decides => "A node's conditions MemoryPressure, DiskPressure, PIDPressure and NetworkUnavailable.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from node in context.State.All<Node>()
        from known in s_conditions
        let condition = node.Status.Conditions.FirstOrDefault(c => c.Type == known.Condition && c.Status == "True")
        where condition is not null
        select new Finding
        {
            Cause = known.Code,
            Object = node.Reference,
            Summary = $"Node {node.Name} has {known.Condition}: it {known.Why}.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(
                Cite.Field(node, $"status.conditions[{known.Condition}].message", condition.LastTransitionTime),
                Cite.Field(node, $"status.conditions[{known.Condition}].status", condition.LastTransitionTime)),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.DescribeNode(node.Name), new KubectlCommand("top", "pods", "-A", "--sort-by=memory")]),
            Since = condition.LastTransitionTime,
            Affects = AffectedBy(node, context),
        };

    // Pods that were evicted from the node or do not work on it; what runs well there is not affected.
    private static IReadOnlyList<ObjectReference> AffectedBy(Node node, DiagnosisContext context) =>
        [.. context.Workloads.Where(w => w.Pods.Any(p => IsEvicted(p) && p.Spec.NodeName == node.Name)
            || (w.IsTroubled && w.Pods.Any(p => p.Spec.NodeName == node.Name || PodFacts.IsUnscheduled(p)))).Select(w => w.Reference)];

    private static bool IsEvicted(Pod pod) => pod.Status is { Phase: "Failed", Reason: "Evicted" };
}
