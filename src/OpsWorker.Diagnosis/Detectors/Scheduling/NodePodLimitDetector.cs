using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>
/// Nodes that an alert about capacity names and that run nearly as many pods as their kubelet takes. Pods that find no place are
/// <see cref="NoNodeFitsDetector"/>'s.
/// </summary>
public sealed class NodePodLimitDetector : IDetector
{
    private const string Advice =
        "Move pods to other nodes, add nodes, or raise the kubelet's maxPods where the network has addresses for more.";

    // The rule of kubernetes-mixin fires from there on.
    private const double LeastShare = Thresholds.NodeFullShare;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.InsufficientResource];

    /// <inheritdoc/>
    public string Decides => "The node that an alert about capacity names runs nearly as many pods as it takes.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from node in context.State.All<Node>()
        where context.Symptom.Kind == SymptomKind.Capacity && context.Symptom.Subjects.Contains(node.Reference)
        let most = (double)node.Status.Allocatable.GetValueOrDefault("pods").Value
        let pods = context.State.PodsOn(node.Name).Count(p => p.Status.Phase is not ("Succeeded" or "Failed"))
        where most > 0 && pods >= LeastShare * most
        select new Finding
        {
            Cause = CauseCode.InsufficientResource,
            Object = node.Reference,
            Summary = $"{node.Reference} runs {pods} pods and takes {most:0}.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(Cite.Field(node, "status.allocatable.pods")),
            Remedy = SafeRemedy.Of(
                Advice, [Kubectl.DescribeNode(node.Name), Kubectl.List("pods", null, "-A", "--field-selector=spec.nodeName=" + node.Name)]),
        };
}
