using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Scheduling;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Nodes that are not ready, told apart by who fell silent: the kubelet (the control plane marks the node Unknown), or the
/// container runtime (the kubelet reports it and the node is NotReady).
/// </summary>
public sealed class NodeDetector : IDetector
{
    private static readonly string[] s_runtimeSilent =
    [
        "containerd.sock", "crio.sock", "cri-dockerd.sock", "docker.sock", "container runtime is down", "container runtime not ready",
        "RuntimeReady=false", "PLEG is not healthy", "container runtime status check",
    ];

    private static readonly string[] s_runtimeReasons =
        ["ContainerGCFailed", "ImageGCFailed", "FailedCreatePodSandBox", "FailedKillPod", "ContainerRuntimeUnhealthy", "KubeletUnhealthy"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
    [
        CauseCode.NodeNotReady, CauseCode.KubeletUnavailable, CauseCode.ContainerRuntimeUnavailable, CauseCode.NodeNetworkUnavailable,
    ];

    /// <inheritdoc/>
    public string Decides => "A node's Ready condition, the words of the kubelet about its runtime, and a check of the kubelet's port.";

    /// <inheritdoc/>
    public string Remedy => "Restart what is down on the node; move its pods if that takes time.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        context.State.All<Node>().Select(n => Judge(n, context)).OfType<Finding>();

    private static Finding? Judge(Node node, DiagnosisContext context)
    {
        var ready = node.Status.Conditions.FirstOrDefault(c => c.Type == "Ready");
        if (ready is null || ready.Status == "True") return null;
        var refused = context.State.Probes.FirstOrDefault(p => !p.Ok && ProbeTarget.IsPort(p, node, 10250));
        var runtime = RuntimeEvent(node, context);
        if (ready.Status == "False" && runtime is not null)
        {
            return Find(node, CauseCode.ContainerRuntimeUnavailable, "its container runtime does not answer", Certainty.Proved, context,
                Cite.Event(runtime));
        }

        if (s_runtimeSilent.Any(w => ready.Message?.Contains(w, StringComparison.OrdinalIgnoreCase) == true))
        {
            return Find(node, CauseCode.ContainerRuntimeUnavailable, "its container runtime does not answer", Certainty.Proved, context);
        }

        if (ready.Message?.Contains("NetworkReady=false", StringComparison.Ordinal) == true)
        {
            // Without any event what keeps the plugin from being ready, such as a webhook that refuses its pod, cannot be seen.
            var confidence = context.State.All<Event>().Any() ? Certainty.Stated : Certainty.Between(Certainty.Inferred,
                Certainty.Implied, 0.5);
            return Find(node, CauseCode.NodeNetworkUnavailable, "its network plugin is not ready", confidence, context);
        }

        if (ready.Status == "Unknown")
        {
            return Find(node, CauseCode.KubeletUnavailable, "its kubelet no longer reports",
                refused is null ? Certainty.Logged : Certainty.Proved, context,
                refused is null ? null : Cite.Probe(refused));
        }

        return Find(node, CauseCode.NodeNotReady, "it is not ready", Certainty.Implied, context);
    }

    private static Event? RuntimeEvent(Node node, DiagnosisContext context)
    {
        var about = context.State.EventsOf(node.Reference)
            .Concat(context.State.EventsOf(new ObjectReference("Node", "default", node.Name)))
            .Concat(context.State.PodsOn(node.Name).SelectMany(p => context.State.EventsOf(p.Reference)));
        return about
            .Where(e => s_runtimeReasons.Contains(e.Reason) && s_runtimeSilent.Any(w => e.Text.Contains(w, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(e => e.LastAt)
            .FirstOrDefault();
    }

    private static Finding Find(
        Node node, CauseCode code, string why, double confidence, DiagnosisContext context, params Citation?[] more) => new()
        {
            Cause = code,
            Object = node.Reference,
            Summary = $"Node {node.Name} is NotReady: {why}.",
            Confidence = confidence,
            Citations = Cite.All([
                .. more,
                Cite.Field(node, "status.conditions[Ready].message"),
                Cite.Field(node, "status.conditions[Ready].reason"),
                Cite.Field(node, "status.conditions[Ready].status"),
                Cite.Field(node, "spec.taints")]),
            Remedy = SafeRemedy.Of(
                "On the node, look at the kubelet and the container runtime (systemctl status kubelet containerd) "
                    + "and restart what is down; drain it if that takes time.",
                [Kubectl.DescribeNode(node.Name), Kubectl.Drain(node.Name)]),
            Since = node.Status.Conditions.First(c => c.Type == "Ready").LastTransitionTime,
            Affects = AffectedBy(node, context),
        };

    // A pod that is on its way out of a silent node stays there, and holds its volumes, until the kubelet reports its end.
    private static bool HasEnded(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";

    // The workloads with pods on the node, and those whose pods wait for this node alone.
    private static IReadOnlyList<ObjectReference> AffectedBy(Node node, DiagnosisContext context)
    {
        var nodes = context.State.All<Node>();
        var waiting = context.Workloads.Where(w => w.Pods.Any(p => PodFacts.IsUnscheduled(p)
            && Placement.Matches(p.Spec, node)
            && nodes.Where(n => n != node && Placement.Matches(p.Spec, n)).All(n => n.Spec.Unschedulable)));
        return [.. context.State.PodsOn(node.Name).Where(p => !HasEnded(p)).Select(context.State.WorkloadOf)
            .Concat(waiting.Select(w => w.Reference)).Distinct()];
    }
}
