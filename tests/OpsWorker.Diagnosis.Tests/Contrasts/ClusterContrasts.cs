using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Infrastructure;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>Nodes and what runs the cluster.</summary>
internal static class ClusterContrasts
{
    private const string Dns = "{'metadata':{'labels':{'k8s-app':'kube-dns'}},'spec':{'nodeName':'worker-a','containers':[{'name':'main','image':'i'}]},'status':";

    private const string Manager = "{'metadata':{'labels':{'component':'kube-controller-manager'}},'spec':{'nodeName':'worker-a','containers':[{'name':'main','image':'i'}]},'status':";

    public static IEnumerable<Contrast> All =>
    [
        // A kubelet that is silent; a runtime that is, which the kubelet reports.
        new(nameof(NodeDetector), CauseCode.KubeletUnavailable,
            new TestCluster(withNode: false).Node("worker-a", ready: "Unknown").Healthy("web"),
            new TestCluster(withNode: false).Node("worker-a", ready: "False", message: "container runtime is down").Healthy("web")),
        // A node short of memory; a container over its own limit.
        new(nameof(NodePressureDetector), CauseCode.NodeMemoryPressure,
            new TestCluster(withNode: false).Node("worker-a", conditions: "[{'type':'MemoryPressure','status':'True','message':'kubelet has insufficient memory'}]").Healthy("web"),
            Web(States.Crashing(137, "OOMKilled"))),
        // A clock that is wrong; a certificate that has simply expired.
        new(nameof(NodeClockDetector), CauseCode.NodeClockSkew,
            new TestCluster(withNode: false).Node("worker-a", conditions: "[{'type':'NTPProblem','status':'True','message':'NTP service is not running'}]").Healthy("web"),
            new TestCluster().Healthy("web").Logs("web", "x509: certificate has expired or is not yet valid", "x509: certificate has expired or is not yet valid")),
        // The scheduler's own port on a node; the same number on a Service.
        new(nameof(ControlPlaneDetector), CauseCode.SchedulerUnavailable,
            new TestCluster().Healthy("web").Check("worker-a:10259", false, "connection refused"),
            new TestCluster().Healthy("web", 10259).Check("web.shop.svc:10259", false, "connection refused")),
        // A controller manager that does not start; one that waited for its lease and runs again.
        new(nameof(SystemPodDetector), CauseCode.ControllerManagerUnavailable,
            new TestCluster().Healthy("web").Add("pods", "Pod", "kube-controller-manager-worker-a", Manager + States.Crashing() + "}", ns: "kube-system"),
            new TestCluster().Healthy("web").Add("pods", "Pod", "kube-controller-manager-worker-a", Manager + States.Restarted(1) + "}", ns: "kube-system")),
        // A DNS without a ready pod; one client that cannot resolve a name.
        new(nameof(CoreDnsDetector), CauseCode.CoreDnsUnavailable,
            new TestCluster().Healthy("web").Add("pods", "Pod", "coredns", Dns + States.Crashing() + "}", ns: "kube-system"),
            new TestCluster().Healthy("web").Add("pods", "Pod", "coredns", Dns + States.Ready + "}", ns: "kube-system").Logs("web", "no such host", "no such host")),
    ];
}
