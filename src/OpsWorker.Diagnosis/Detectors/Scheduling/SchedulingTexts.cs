using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>What is said and quoted about each reason for which no node takes a pod.</summary>
internal static class SchedulingTexts
{
    public static string Explain(CauseCode code) => code switch
    {
        CauseCode.NodeCordoned => "the nodes that would are marked unschedulable",
        CauseCode.NodeSelectorMismatch => "none has the labels of its nodeSelector",
        CauseCode.NodeAffinityMismatch => "none satisfies its required node affinity",
        CauseCode.PodAffinityUnsatisfied => "none runs the pods that its affinity requires",
        CauseCode.PodAntiAffinityConflict => "each runs a pod that its anti-affinity excludes",
        CauseCode.TaintNotTolerated => "the nodes that would have a taint that it does not tolerate",
        CauseCode.InsufficientCpu => "none has as much CPU left as it requests",
        CauseCode.InsufficientMemory => "none has as much memory left as it requests",
        CauseCode.TopologySpreadUnsatisfied => "its topology spread constraints exclude them",
        CauseCode.HostPortConflict => "its host port is taken on them",
        CauseCode.VolumeLimitReached => "they have as many volumes attached as they can have",
        CauseCode.VolumeNodeAffinityConflict => "its volume cannot be used on them",
        _ => "none has as much of a resource left as it requests",
    };

    /// <summary>Where the pod says what it wants; null where nothing is worth a quotation.</summary>
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

    /// <summary>Where the node says what is in the way.</summary>
    public static string NodePath(CauseCode code) =>
        code == CauseCode.NodeCordoned ? "spec.unschedulable" : "spec.taints";

    public static Remedy RemedyFor(CauseCode code, ObjectReference workload, string? node) => code switch
    {
        CauseCode.NodeCordoned => SafeRemedy.Of(
            "Allow scheduling on the node again, or let the workload run elsewhere.",
            [Kubectl.Uncordon(node)]),
        CauseCode.TaintNotTolerated => SafeRemedy.Of(
            "Remove the taint if it is not meant, or give the workload a toleration for it.",
            [Kubectl.DescribeNode(node), Kubectl.Edit(workload)]),
        CauseCode.NodeSelectorMismatch or CauseCode.NodeAffinityMismatch => SafeRemedy.Of(
            "Correct the workload's node selection, or label a node accordingly.",
            [Kubectl.List("nodes", null, "--show-labels"), Kubectl.Edit(workload)]),
        CauseCode.InsufficientCpu or CauseCode.InsufficientMemory or CauseCode.InsufficientResource => SafeRemedy.Of(
            "Lower the workload's requests to what it needs, or add a node.",
            [new KubectlCommand("describe", "nodes"), Kubectl.Edit(workload)]),
        _ => SafeRemedy.Of("Correct the workload's scheduling constraints, or add a node that satisfies them.", [Kubectl.Edit(workload)]),
    };
}
