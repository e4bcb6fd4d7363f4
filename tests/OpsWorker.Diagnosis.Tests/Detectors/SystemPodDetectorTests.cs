using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class SystemPodDetectorTests
{
    [Fact]
    public void A_static_pod_without_labels_is_known_by_the_name_of_its_manifest_and_node() =>
        Crashing("kube-controller-manager-worker-a").ShouldFind(CauseCode.ControllerManagerUnavailable, "worker-a");

    [Fact]
    public void A_pod_that_is_named_after_something_else_is_none() =>
        Crashing("kube-controller-manager-tools").ShouldNotFind(CauseCode.ControllerManagerUnavailable);

    private static TestCluster Crashing(string pod) => new TestCluster().Healthy("web").Add(
        "pods",
        "Pod",
        pod,
        "{'spec':{'nodeName':'worker-a','containers':[{'name':'main'}]},'status':" + States.Crashing() + "}",
        ns: "kube-system");
}
