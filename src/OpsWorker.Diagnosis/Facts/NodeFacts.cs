using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>The state and the role of a node.</summary>
internal static class NodeFacts
{
    /// <summary>True for a node whose kubelet reports it as ready.</summary>
    public static bool IsReady(Node node) => node.Status.Conditions.Any(c => c is { Type: "Ready", Status: "True" });

    /// <summary>True for a node of the control plane, which is not meant for workloads.</summary>
    public static bool IsControlPlane(Node node) =>
        node.Metadata.Labels.Any(l => l.Key is "node-role.kubernetes.io/control-plane" or "node-role.kubernetes.io/master"
            || (l.Key == "kubernetes.io/role" && l.Value is "master" or "control-plane"))
        || node.Spec.Taints.Any(t => t.Key is "node-role.kubernetes.io/control-plane" or "node-role.kubernetes.io/master");
}
