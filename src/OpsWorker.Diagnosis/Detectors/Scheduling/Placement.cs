using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>On which nodes a pod wants to run, apart from whether they would take it.</summary>
internal static class Placement
{
    // The kubelet sets it to the node's name; recordings may lack it.
    private const string HostnameLabel = "kubernetes.io/hostname";

    /// <summary>Whether the node has the labels of the pod's nodeSelector.</summary>
    public static bool MatchesSelector(PodSpec pod, Node node) =>
        pod.NodeSelector.All(s => node.Metadata.Labels.TryGetValue(s.Key, out var value)
            ? value == s.Value
            : s.Key == HostnameLabel && s.Value == node.Name);

    /// <summary>Whether the node satisfies the pod's required node affinity.</summary>
    public static bool MatchesAffinity(PodSpec pod, Node node) =>
        pod.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.Matches(node) ?? true;

    /// <summary>Whether the pod wants to run on the node.</summary>
    public static bool Matches(PodSpec pod, Node node) => MatchesSelector(pod, node) && MatchesAffinity(pod, node);

    /// <summary>The taints of the node that keep the pod away, without those that Kubernetes sets by itself.</summary>
    public static IEnumerable<Taint> Against(PodSpec pod, Node node) =>
        node.Spec.Taints.Where(t => t.Effect != "PreferNoSchedule" && !IsLifecycle(t) && !pod.Tolerations.Any(x => x.Tolerates(t)));

    /// <summary>Whether the taint is one by which Kubernetes marks a node's condition.</summary>
    public static bool IsLifecycle(Taint taint) => taint.Key.StartsWith("node.kubernetes.io/", StringComparison.Ordinal);
}
