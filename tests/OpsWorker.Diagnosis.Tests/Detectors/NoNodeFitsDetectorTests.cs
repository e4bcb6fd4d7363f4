using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class NoNodeFitsDetectorTests
{
    [Theory]
    [InlineData("0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found.", CauseCode.InsufficientCpu)]
    [InlineData("0/1 nodes are available: 1 Insufficient memory.", CauseCode.InsufficientMemory)]
    [InlineData("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", CauseCode.InsufficientResource)]
    [InlineData("0/1 nodes are available: 1 Too many pods.", CauseCode.InsufficientResource)]
    [InlineData("0/1 nodes are available: 1 node(s) didn\\u0027t match pod anti-affinity rules.", CauseCode.PodAntiAffinityConflict)]
    [InlineData("0/1 nodes are available: 1 node(s) didn\\u0027t match pod affinity rules.", CauseCode.PodAffinityUnsatisfied)]
    [InlineData("0/1 nodes are available: 1 node(s) didn\\u0027t match pod topology spread constraints.", CauseCode.TopologySpreadUnsatisfied)]
    [InlineData("0/1 nodes are available: 1 node(s) didn\\u0027t have free ports for the requested pod ports.", CauseCode.HostPortConflict)]
    [InlineData("0/1 nodes are available: 1 node(s) had volume node affinity conflict.", CauseCode.VolumeNodeAffinityConflict)]
    public void The_schedulers_reason_decides(string message, CauseCode code)
    {
        var text = System.Text.RegularExpressions.Regex.Unescape(message);
        Pending().PodEvent("web", "FailedScheduling", text).ShouldFind(code, "web");
    }

    [Theory]
    [InlineData("{'nodeSelector':{'disk':'fast'}}", CauseCode.NodeSelectorMismatch)]
    [InlineData("{'containers':[{'name':'main','resources':{'requests':{'cpu':'8'}}}]}", CauseCode.InsufficientCpu)]
    [InlineData("{'containers':[{'name':'main','resources':{'requests':{'memory':'3Gi'}}}]}", CauseCode.InsufficientMemory)]
    [InlineData("{'containers':[{'name':'main','resources':{'limits':{'nvidia.com/gpu':'1'}}}]}", CauseCode.InsufficientResource)]
    [InlineData("{'containers':[{'name':'main','ports':[{'containerPort':8080,'hostPort':9100}]}]}", CauseCode.HostPortConflict)]
    [InlineData(
        "{'affinity':{'podAntiAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':["
        + "{'labelSelector':{'matchLabels':{'app':'other'}},'topologyKey':'kubernetes.io/hostname'}]}}}",
        CauseCode.PodAntiAffinityConflict)]
    [InlineData(
        "{'affinity':{'podAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':["
        + "{'labelSelector':{'matchLabels':{'app':'gone'}},'topologyKey':'kubernetes.io/hostname'}]}}}",
        CauseCode.PodAffinityUnsatisfied)]
    public void Without_the_schedulers_words_its_filters_on_the_objects_decide(string spec, CauseCode code) =>
        Judged(spec).ShouldFind(code, "web");

    [Fact]
    public void A_node_that_passes_every_filter_says_that_the_reason_was_not_read() =>
        Judged("{'containers':[{'name':'main','resources':{'requests':{'cpu':'1'}}}]}").Diagnose().Causes
            .ShouldNotContain(c => c.Finding.Cause == CauseCode.InsufficientCpu || c.Finding.Cause == CauseCode.SchedulerUnavailable);

    private static TestCluster Judged(string spec) => new TestCluster(withNode: false)
        .Add("nodes", "Node", "worker-a",
            "{'spec':{},'status':{'allocatable':{'cpu':'4','memory':'4Gi','pods':'10'},'conditions':[{'type':'Ready','status':'True'}]}}",
            ns: null)
        .Healthy("other", podSpec: "{'containers':[{'name':'main','ports':[{'containerPort':8080,'hostPort':9100}],"
            + "'resources':{'requests':{'cpu':'1','memory':'2Gi'}}}]}")
        .Deployment("web", spec).Pod("web", "{'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False'}]}", node: null);

    [Fact]
    public void A_cordon_of_the_only_node_that_the_selector_allows_is_the_cause()
    {
        new TestCluster(withNode: false)
            .Node("worker-a", "{'unschedulable':true}", labels: "{'disk':'fast'}")
            .Node("worker-b")
            .Deployment("web", "{'nodeSelector':{'disk':'fast'}}")
            .Pod("web", States.Unscheduled, node: null)
            .PodEvent("web", "FailedScheduling", "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable.")
            .ShouldFind(CauseCode.NodeCordoned, "web");
    }

    [Fact]
    public void A_selector_that_no_node_has_is_the_cause_although_a_node_of_the_control_plane_is_cordoned()
    {
        new TestCluster()
            .Node("boss", "{'unschedulable':true}", labels: "{'node-role.kubernetes.io/control-plane':''}")
            .Deployment("web", "{'nodeSelector':{'disk':'fast'}}")
            .Pod("web", States.Unscheduled, node: null)
            .PodEvent("web", "FailedScheduling", "0/2 nodes are available: 1 node(s) were unschedulable, 1 node(s) didn't match Pod's node affinity/selector.")
            .ShouldFind(CauseCode.NodeSelectorMismatch, "web");
    }

    [Fact]
    public void An_affinity_that_no_node_satisfies_is_the_cause()
    {
        const string affinity = "{'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':"
            + "[{'matchExpressions':[{'key':'zone','operator':'In','values':['z9']}]}]}}}}";
        new TestCluster()
            .Deployment("web", affinity)
            .Pod("web", States.Unscheduled, node: null)
            .PodEvent("web", "FailedScheduling", "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.")
            .ShouldFind(CauseCode.NodeAffinityMismatch, "web");
    }

    [Fact]
    public void A_taint_that_the_pod_does_not_tolerate_is_the_cause()
    {
        new TestCluster(withNode: false)
            .Node("worker-a", "{'taints':[{'key':'reserved','value':'yes','effect':'NoSchedule'}]}")
            .Deployment("web")
            .Pod("web", States.Unscheduled, node: null)
            .PodEvent("web", "FailedScheduling", "0/1 nodes are available: 1 node(s) had untolerated taint {reserved: yes}.")
            .ShouldFind(CauseCode.TaintNotTolerated, "web");
    }

    [Fact]
    public void Words_about_a_pod_that_is_gone_are_no_cause()
    {
        new TestCluster().Healthy("web").PodEvent("web", "FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.", number: 7)
            .ShouldNotFind(CauseCode.InsufficientCpu);
    }

    private static TestCluster Pending() => new TestCluster().Deployment("web").Pod("web", States.Unscheduled, node: null);
}
