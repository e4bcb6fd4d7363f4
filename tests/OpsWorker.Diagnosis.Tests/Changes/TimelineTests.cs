using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Changes;

public sealed class TimelineTests
{
    private const string Labels = "'spec':{'selector':{'app':'web'},'ports':[{'port':8080}]}";

    [Fact]
    public void The_alert_stands_among_what_happened_in_the_order_of_time()
    {
        var timeline = new TestCluster().Healthy("web").PodEvent("web", "Unhealthy", "Readiness probe failed: timeout", minutes: -10).Diagnose().Timeline;

        timeline.Select(t => t.At).ShouldBeInOrder();
        timeline.Single(t => t.IsAlert).At.ShouldBe(TestCluster.AlertAt);
    }

    [Theory]
    [InlineData("{'manager':'kubectl-edit','operation':'Update','time':'2026-03-02T09:52:00Z'}", "changed by kubectl-edit")]
    [InlineData("{'manager':'argocd-controller','operation':'Apply','time':'2026-03-02T09:52:00Z'}", "changed by argocd-controller")]
    [InlineData("{'manager':'kubectl','operation':'Update','time':'2026-03-02T09:52:00Z','subresource':'scale'}", "scaled by kubectl")]
    public void Who_changed_what_and_when_is_told(string entry, string what) =>
        Edited(entry).ShouldContain(new TimelineItem(TestCluster.Now.AddMinutes(-8), what, new ObjectReference("Service", TestCluster.Namespace, "front")));

    [Theory]
    [InlineData("{'manager':'kube-controller-manager','operation':'Update','time':'2026-03-02T09:52:00Z'}")]
    [InlineData("{'manager':'ingress','operation':'Update','time':'2026-03-02T09:52:00Z','subresource':'status'}")]
    public void What_controllers_write_is_no_change(string entry) => Edited(entry).ShouldNotContain(t => t.At == TestCluster.Now.AddMinutes(-8));

    [Fact]
    public void Who_created_an_object_is_told_once() =>
        Edited("{'manager':'helm','operation':'Update','time':'2026-03-02T09:00:01Z'}").Where(t => t.Object?.Name == "front")
            .ShouldHaveSingleItem().What.ShouldBe("created by helm");

    [Fact]
    public void What_is_installed_together_is_one_line() =>
        new TestCluster().Healthy("a").Healthy("b").Diagnose().Timeline.Count(t => t.What.StartsWith("created", StringComparison.Ordinal)).ShouldBe(1);

    [Fact]
    public void A_deletion_is_told_while_it_lasts_and_after_it()
    {
        new TestCluster().Add("services", "Service", "front", $"{{'metadata':{{'deletionTimestamp':'2026-03-02T09:52:00Z'}},{Labels}}}").Diagnose().Timeline
            .ShouldContain(t => t.What == "is being deleted");
        var gone = new TestCluster().Healthy("web").Event("Deployment", "db", "ScalingReplicaSet", "Scaled down replica set db-1 to 0", type: "Normal");
        gone.Diagnose().Timeline
            .Single(t => t.What == "no longer there; the last event was ScalingReplicaSet").Object!.Name.ShouldBe("db");
        gone.Cut("deployments").Diagnose().Timeline.ShouldNotContain(t => t.What.StartsWith("no longer there"));
    }

    [Fact]
    public void What_became_of_nodes_is_told() =>
        new TestCluster().Node("worker-b", ready: "Unknown").Event("Node", "worker-a", "NodeNotSchedulable", "Node worker-a status is now: NodeNotSchedulable", type: "Normal")
            .Healthy("web").Diagnose().Timeline.Where(t => t.Object?.Kind == "Node" && !t.What.StartsWith("created", StringComparison.Ordinal)).Select(t => (t.Object!.Name, t.What))
            .ShouldBe([("worker-b", "no longer ready"), ("worker-a", "NodeNotSchedulable: Node worker-a status is now: NodeNotSchedulable")], ignoreOrder: true);

    [Fact]
    public void Many_warnings_do_not_crowd_out_what_somebody_changed()
    {
        var cluster = new TestCluster().Add("configmaps", "ConfigMap", "front",
            "{'metadata':{'managedFields':[{'manager':'kubectl-edit','time':'2026-03-02T08:50:00Z'}],'creationTimestamp':'2026-01-01T00:00:00Z'}}");
        for (var i = 0; i < 100; i++) cluster.Event("Pod", $"web-{i}", "Unhealthy", "Readiness probe failed");

        var timeline = cluster.Diagnose().Timeline;

        timeline.Count.ShouldBeLessThanOrEqualTo(31);
        timeline.ShouldContain(t => t.What == "changed by kubectl-edit");
    }

    private static IReadOnlyList<TimelineItem> Edited(string entry) => new TestCluster()
        .Add("services", "Service", "front", $"{{'metadata':{{'managedFields':[{entry}]}},{Labels}}}").Diagnose().Timeline;
}
