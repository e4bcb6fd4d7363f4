using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Infrastructure: nodes, the control plane and the cluster's own components.</summary>
internal static class InfrastructureCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(CauseCode.NodeNotReady, CauseLayer.Infrastructure, "A node has STATUS NotReady."),
        new(
            CauseCode.KubeletUnavailable,
            CauseLayer.Infrastructure,
            "A node has STATUS NotReady: Kubelet stopped posting node status."),
        new(
            CauseCode.ContainerRuntimeUnavailable,
            CauseLayer.Infrastructure,
            "A node has STATUS NotReady: container runtime is down, PLEG is not healthy."),
        new(CauseCode.KubeProxyUnavailable, CauseLayer.Infrastructure, "Pods of one node reach no Service."),
        new(CauseCode.NodeNetworkDelay, CauseLayer.Infrastructure, "Requests to and from the pods of one node are slow."),
        new(
            CauseCode.NodeNetworkLoss,
            CauseLayer.Infrastructure,
            "Requests to and from the pods of one node fail; retransmissions grow."),
        new(
            CauseCode.NodeNetworkUnavailable,
            CauseLayer.Infrastructure,
            "A node has STATUS NotReady: cni plugin not initialized, NetworkUnavailable."),
        new(CauseCode.NodeMemoryPressure, CauseLayer.Infrastructure, "A node's condition MemoryPressure is True; pods are Evicted."),
        new(CauseCode.NodeDiskPressure, CauseLayer.Infrastructure, "A node's condition DiskPressure is True; pods are Evicted."),
        new(CauseCode.NodePidPressure, CauseLayer.Infrastructure, "A node's condition PIDPressure is True."),
        new(
            CauseCode.CoreDnsUnavailable,
            CauseLayer.Infrastructure,
            "No pod of the cluster's DNS is ready; logs everywhere say no such host.",
            IsClusterWide: true),
        new(
            CauseCode.ControllerManagerUnavailable,
            CauseLayer.Infrastructure,
            "Deployments make no ReplicaSets, endpoints do not change; kube-controller-manager does not run.",
            IsClusterWide: true),
        new(
            CauseCode.ApiServerUnavailable,
            CauseLayer.Infrastructure,
            "Connections of kubectl are refused or time out; components log it.",
            IsClusterWide: true),
        new(
            CauseCode.EtcdUnhealthy,
            CauseLayer.Infrastructure,
            "The API server is slow or fails; etcd logs that applying takes too long, or has no leader.",
            IsClusterWide: true),
        new(
            CauseCode.NodeClockSkew,
            CauseLayer.Infrastructure,
            "x509: certificate is not yet valid, or tokens are refused, on one node."),
        new(
            CauseCode.NetworkPluginUnhealthy,
            CauseLayer.Infrastructure,
            "The network plugin's pod of a node is not ready.")
        {
            Refines = [CauseCode.NodeNetworkUnavailable],
        },
        new(
            CauseCode.ApiServiceUnavailable,
            CauseLayer.Infrastructure,
            "`kubectl get apiservices` shows AVAILABLE False; discovery reports errors.")
        {
            Refines = [CauseCode.HpaMetricsUnavailable],
        },
    ];
}
