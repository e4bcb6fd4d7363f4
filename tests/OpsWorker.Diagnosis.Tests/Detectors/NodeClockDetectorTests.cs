using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class NodeClockDetectorTests
{
    private const string NotYet = "x509: certificate has expired or is not yet valid: current time 2026-03-02T08:00:00Z is before 2026-03-02T09:00:00Z";
    private static readonly Dictionary<string, string> s_nodeAlert = new() { ["node"] = "worker-a" };

    [Fact]
    public void What_the_node_problem_detector_says_about_time_is_the_cause() => new TestCluster(withNode: false)
        .Node("worker-a", conditions: "[{'type':'NTPProblem','status':'True','message':'NTP service is not running'}]").Healthy("web")
        .Logs("web", NotYet, NotYet).ShouldFind(CauseCode.NodeClockSkew, "worker-a");

    [Fact]
    public void A_condition_that_does_not_hold_is_no_cause() => new TestCluster(withNode: false)
        .Node("worker-a", conditions: "[{'type':'NTPProblem','status':'False','message':'NTP service is up'}]").Healthy("web")
        .Diagnose(s_nodeAlert).Causes.ShouldBeEmpty();

    [Fact]
    public void An_offset_of_seconds_is_the_cause_and_one_of_milliseconds_is_not()
    {
        Nodes().Series("node_timex_offset_seconds", "{'node':'worker-a'}", 0, -93).ShouldFind(CauseCode.NodeClockSkew, "worker-a", s_nodeAlert);
        Nodes().Series("node_timex_offset_seconds", "{'node':'worker-a'}", 0, 0.002).Diagnose(s_nodeAlert).Causes.ShouldBeEmpty();
    }

    [Fact]
    public void Heartbeats_from_the_future_show_a_clock_that_is_ahead() =>
        Nodes(heartbeat: "2026-03-02T10:05:00Z").ShouldFind(CauseCode.NodeClockSkew, "worker-a", s_nodeAlert);

    [Fact]
    public void Where_all_heartbeats_lie_in_the_future_it_is_the_clock_of_who_asked() =>
        Nodes(heartbeat: "2026-03-02T10:05:00Z", others: "2026-03-02T10:05:00Z").Diagnose(s_nodeAlert).Causes.ShouldBeEmpty();

    [Fact]
    public void A_lease_that_looks_old_while_the_node_is_ready_shows_a_clock_that_is_behind()
    {
        Nodes().Lease("2026-03-02T09:50:00Z").ShouldFind(CauseCode.NodeClockSkew, "worker-a", s_nodeAlert);
        Nodes().Lease("2026-03-02T09:59:55Z").Diagnose(s_nodeAlert).Causes.ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_fell_silent_has_an_old_lease_too() =>
        Nodes(ready: "Unknown").Lease("2026-03-02T09:50:00Z").ShouldFind(CauseCode.KubeletUnavailable, "worker-a", s_nodeAlert);

    [Fact]
    public void A_wrong_clock_explains_no_trouble_but_that_of_those_who_compare_times() =>
        Nodes(heartbeat: "2026-03-02T10:05:00Z").Deployment("api").Pod("api", States.Crashing(137, "OOMKilled"))
            .ShouldFind(CauseCode.OutOfMemory, "api");

    private static TestCluster Nodes(string heartbeat = "2026-03-02T09:58:00Z", string others = "2026-03-02T09:58:00Z", string ready = "True")
    {
        var cluster = new TestCluster(withNode: false);
        foreach (var (name, at, status) in ((string, string, string)[])[("worker-a", heartbeat, ready), ("worker-b", others, "True"), ("worker-c", others, "True")])
        {
            cluster.Add("nodes", "Node", name, $"{{'status':{{'conditions':[{{'type':'Ready','status':'{status}','lastHeartbeatTime':'{at}','lastTransitionTime':'2026-03-02T09:50:00Z'}}]}}}}", ns: null);
        }

        return cluster.Healthy("web");
    }
}

/// <summary>Leases of nodes.</summary>
internal static class Leases
{
    public static TestCluster Lease(this TestCluster cluster, string renewed) =>
        cluster.Add("leases", "Lease", "worker-a", $"{{'spec':{{'renewTime':'{renewed}'}}}}", ns: "kube-node-lease");
}
