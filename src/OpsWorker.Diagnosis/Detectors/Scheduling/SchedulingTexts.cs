using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>The sentence, the quotations and the remedy for each reason for which a pod cannot be scheduled.</summary>
internal static class SchedulingTexts
{
    /// <summary>A clause with the value that decides: the taint, the label, the amounts.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="state">The cluster.</param>
    public static string Explain(CauseCode code, PodSpec pod, ClusterState state)
    {
        var workers = state.All<Node>().Where(n => !NodeFacts.IsControlPlane(n)).ToList();
        var nodes = workers.Count > 0 ? workers : state.All<Node>();
        return code switch
        {
            CauseCode.NodeCordoned => $"{Nodes(nodes.Where(n => n.Spec.Unschedulable && Placement.Matches(pod, n)))} cordoned",
            CauseCode.NodeSelectorMismatch =>
                $"no node has the labels {string.Join(",", pod.NodeSelector.Select(l => $"{l.Key}={l.Value}"))}",
            CauseCode.NodeAffinityMismatch => "no node matches its required node affinity",
            CauseCode.PodAffinityUnsatisfied => "no node runs the pods that its pod affinity requires",
            CauseCode.PodAntiAffinityConflict => "each node runs a pod that its pod anti-affinity excludes",
            CauseCode.TaintNotTolerated => Tainted(pod, nodes),
            CauseCode.InsufficientCpu => Lacking("cpu", pod, nodes, state),
            CauseCode.InsufficientMemory => Lacking("memory", pod, nodes, state),
            CauseCode.TopologySpreadUnsatisfied => "its topology spread constraints exclude the nodes",
            CauseCode.HostPortConflict => $"its host port {HostPorts(pod)} is in use on the nodes",
            CauseCode.VolumeLimitReached => "the nodes exceed their maximum volume count",
            CauseCode.VolumeNodeAffinityConflict => "the nodes do not match the node affinity of its volume",
            _ => Lacking(PodRequests.Of(pod).Keys.FirstOrDefault(r => r is not ("cpu" or "memory")) ?? "a resource", pod, nodes, state),
        };
    }

    /// <summary>The field of the pod that states its demand; null where nothing is worth a quotation.</summary>
    public static string? WishPath(CauseCode code) => code switch
    {
        CauseCode.NodeSelectorMismatch => "spec.nodeSelector",
        CauseCode.NodeAffinityMismatch => "spec.affinity.nodeAffinity",
        CauseCode.PodAffinityUnsatisfied => "spec.affinity.podAffinity",
        CauseCode.PodAntiAffinityConflict => "spec.affinity.podAntiAffinity",
        CauseCode.InsufficientCpu or CauseCode.InsufficientMemory or CauseCode.InsufficientResource =>
            "spec.containers[0].resources.requests",
        CauseCode.TopologySpreadUnsatisfied => "spec.topologySpreadConstraints",
        CauseCode.TaintNotTolerated => "spec.tolerations",
        _ => null,
    };

    /// <summary>The field of the node that keeps the pod away.</summary>
    public static string NodePath(CauseCode code) =>
        code == CauseCode.NodeCordoned ? "spec.unschedulable" : "spec.taints";

    public static Remedy RemedyFor(CauseCode code, ObjectReference workload, string? node) => code switch
    {
        CauseCode.NodeCordoned => SafeRemedy.Of(
            "Uncordon the node, or let the workload run elsewhere.",
            [Kubectl.Uncordon(node)]),
        CauseCode.TaintNotTolerated => SafeRemedy.Of(
            "Remove the taint if it is not meant, or add a toleration for it to the pod template.",
            [Kubectl.DescribeNode(node), Kubectl.Edit(workload)]),
        CauseCode.NodeSelectorMismatch or CauseCode.NodeAffinityMismatch => SafeRemedy.Of(
            "Correct the workload's nodeSelector or affinity, or label a node accordingly.",
            [Kubectl.List("nodes", null, "--show-labels"), Kubectl.Edit(workload)]),
        CauseCode.InsufficientCpu or CauseCode.InsufficientMemory or CauseCode.InsufficientResource => SafeRemedy.Of(
            "Lower the requests to what the pods need, or add a node.",
            [new KubectlCommand("describe", "nodes"), Kubectl.Edit(workload)]),
        CauseCode.VolumeLimitReached => SafeRemedy.Of(
            "Add a node, or a node type that attaches more volumes; delete pods that no longer need theirs.",
            [Kubectl.List("volumeattachments"), Kubectl.List("nodes")]),
        _ => SafeRemedy.Of("Correct the workload's scheduling constraints, or add a node that satisfies them.", [Kubectl.Edit(workload)]),
    };

    private static string Tainted(PodSpec pod, IReadOnlyList<Node> nodes)
    {
        var taints = nodes.Where(n => Placement.Matches(pod, n))
            .SelectMany(n => Placement.Against(pod, n).Select(t => (Node: n, Taint: Text(t)))).ToLookup(t => t.Taint, t => t.Node.Name);
        return taints.Count == 0
            ? "the nodes have a taint that it does not tolerate"
            : string.Join("; ", taints.OrderByDescending(t => t.Count()).Take(2).Select(t => $"{Count(t.Count())} the taint {t.Key}"));
    }

    private static string Text(Taint taint) => $"{taint.Key}{(string.IsNullOrEmpty(taint.Value) ? "" : "=" + taint.Value)}:{taint.Effect}";

    private static string Count(int nodes) => nodes == 1 ? "1 node has" : $"{nodes} nodes have";

    private static string Nodes(IEnumerable<Node> nodes)
    {
        var names = nodes.Select(n => n.Name).ToList();
        return names.Count switch
        {
            0 => "the nodes are",
            1 => $"the node {names[0]} is",
            _ => $"{names.Count} nodes are",
        };
    }

    private static string HostPorts(PodSpec pod) =>
        string.Join(", ", pod.Containers.SelectMany(c => c.Ports).Select(p => p.HostPort).OfType<int>());

    // The node with most left, of those that the pod may run on.
    private static string Lacking(string resource, PodSpec pod, IReadOnlyList<Node> nodes, ClusterState state)
    {
        if (!PodRequests.Of(pod).TryGetValue(resource, out var asked)) return $"no node has enough {resource} left";
        var left = nodes.Where(n => Placement.Matches(pod, n) && n.Status.Allocatable.ContainsKey(resource))
            .Select(n => n.Status.Allocatable[resource].Value - state.PodsOn(n.Name)
                .Where(p => !PodFacts.IsGoing(p) && p.Status.Phase != "Failed")
                .Sum(p => PodRequests.Of(p.Spec).GetValueOrDefault(resource)))
            .ToList();
        var request = $"it requests {resource} {Amounts.Text(resource, asked)}";
        return left.Count == 0
            ? $"{request} and no node has as much left"
            : $"{request} and no node has more than {Amounts.Text(resource, Math.Max(0, left.Max()))} left";
    }
}
