using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class NodeDetectorTests
{
    [Fact]
    public void A_kubelet_that_no_longer_reports_explains_the_pods_on_its_node()
    {
        var cause = Broken("Unknown").ShouldFind(CauseCode.KubeletUnavailable, "worker-b");
        cause.Finding.Affects.ShouldContain(o => o.Name == "web");
    }

    [Fact]
    public void A_runtime_that_does_not_answer_is_told_from_the_kubelets_words()
    {
        Broken("False").Event("Node", "worker-b", "ContainerGCFailed", "rpc error: dial unix /run/containerd/containerd.sock: no such file or directory")
            .ShouldFind(CauseCode.ContainerRuntimeUnavailable, "worker-b");
    }

    [Fact]
    public void A_node_that_is_not_ready_for_an_unknown_reason_is_called_just_that()
    {
        Broken("False").ShouldFind(CauseCode.NodeNotReady, "worker-b");
    }

    [Fact]
    public void A_broken_node_without_pods_of_the_namespace_is_no_cause()
    {
        new TestCluster().Healthy("web").Node("worker-b", ready: "Unknown").ShouldNotFind(CauseCode.KubeletUnavailable);
    }

    private static TestCluster Broken(string ready) =>
        new TestCluster().Node("worker-b", ready: ready).Deployment("web").Pod("web", States.NotReady, node: "worker-b");
}
