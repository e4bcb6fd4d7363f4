using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Scheduling;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class NodePodLimitDetectorTests
{
    private static readonly Dictionary<string, string> s_tooMany = new() { ["alertname"] = "KubeletTooManyPods", ["node"] = "worker-9" };

    // A node that runs as many pods as it takes; one with room.
    internal static Contrast Contrast =>
        new(nameof(NodePodLimitDetector), CauseCode.InsufficientResource, Full(takes: 3), Full(takes: 30)) { Labels = s_tooMany };

    [Fact]
    public void The_node_that_the_alert_names_is_full() => Full(takes: 3)
        .ShouldFindAnd(CauseCode.InsufficientResource, "worker-9", s_tooMany).Causes[0].Finding.Summary.ShouldContain("runs 3 pods and takes 3");

    [Fact]
    public void Pods_that_have_ended_take_no_place() => Full(takes: 3, "{'phase':'Succeeded'}").Diagnose(s_tooMany).Causes.ShouldBeEmpty();

    [Fact]
    public void A_full_node_explains_no_other_alert() => Full(takes: 3)
        .Diagnose(new() { ["alertname"] = "NodeDiskSpaceFillingUp", ["node"] = "worker-9" }).Causes.ShouldBeEmpty();

    private static TestCluster Full(int takes, string status = States.Ready)
    {
        var state = $"{{'allocatable':{{'pods':'{takes}'}},'conditions':[{{'type':'Ready','status':'True'}}]}}";
        var cluster = new TestCluster().Add("nodes", "Node", "worker-9", $"{{'status':{state}}}", null).Deployment("web", replicas: 3);
        for (var i = 1; i <= 3; i++) cluster.Pod("web", status, "worker-9", i);
        return cluster;
    }
}
