using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests;

public sealed class VerdictTests
{
    [Fact]
    public void A_cluster_in_which_all_works_is_healthy()
    {
        var result = new TestCluster().Healthy("web").Healthy("db", 5432).Check("web.shop.svc:8080", true).Diagnose();

        result.Verdict.ShouldBe(CauseCode.Healthy);
        result.Causes.ShouldBeEmpty();
    }

    [Fact]
    public void Trouble_without_a_visible_cause_is_not_found_and_says_what_was_looked_at()
    {
        var result = new TestCluster().Healthy("web").Check("web.shop.svc:8080", false).Diagnose();

        result.Verdict.ShouldBe(CauseCode.NotFound);
        result.LookedAt.ShouldNotBeEmpty();
    }

    [Fact]
    public void Trouble_in_another_namespace_is_shown_apart()
    {
        var result = new TestCluster().Healthy("web")
            .Add("pods", "Pod", "old", States.Crashing().Replace("{'phase'", "{'status':{'phase'", StringComparison.Ordinal) + "}", ns: "attic")
            .Diagnose();

        result.Causes.ShouldBeEmpty();
    }

    [Fact]
    public void Of_two_faults_both_are_causes_and_the_named_one_is_first()
    {
        var cluster = new TestCluster()
            .Deployment("web", "{'nodeSelector':{'disk':'fast'}}").Pod("web", States.Unscheduled, node: null)
            .PodEvent("web", "FailedScheduling", "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.")
            .Deployment("db").Pod("db", States.Crashing(137, "OOMKilled"));

        cluster.ShouldFind(CauseCode.OutOfMemory, "db", new() { ["namespace"] = TestCluster.Namespace, ["deployment"] = "db" });
        cluster.ShouldFind(CauseCode.NodeSelectorMismatch, "web", new() { ["namespace"] = TestCluster.Namespace, ["deployment"] = "web" });
    }

    [Fact]
    public void A_container_that_runs_well_since_an_old_restart_is_no_trouble()
    {
        const string old = "{'phase':'Running','conditions':[{'type':'Ready','status':'True'}],'containerStatuses':[{'name':'main','ready':true,'restartCount':1,"
            + "'state':{'running':{'startedAt':'2026-02-20T00:01:00Z'}},'lastState':{'terminated':{'exitCode':137,'reason':'OOMKilled','finishedAt':'2026-02-20T00:00:00Z'}}}]}";

        new TestCluster().Deployment("web").Pod("web", old).Service("web").Diagnose().Verdict.ShouldBe(CauseCode.Healthy);
    }

    [Fact]
    public void A_pod_that_was_evicted_and_replaced_is_no_trouble()
    {
        new TestCluster().Healthy("web").Pod("web", "{'phase':'Failed','reason':'Evicted','message':'The node was low on resource: memory.'}", number: 2)
            .Diagnose().Verdict.ShouldBe(CauseCode.Healthy);
    }

    [Fact]
    public void A_client_that_once_could_not_resolve_a_foreign_name_is_no_trouble()
    {
        new TestCluster().Healthy("web").Logs("web", "lookup telemetry.example.org: no such host", "lookup telemetry.example.org: no such host")
            .Diagnose().Causes.ShouldBeEmpty();
    }

    [Fact]
    public void A_symptom_that_nothing_explains_is_shown_and_no_cause()
    {
        var result = new TestCluster().Deployment("web").Pod("web", States.NotReady).Service("web").Diagnose();

        result.Verdict.ShouldBe(CauseCode.NotFound);
        result.Unrelated.ShouldContain(f => f.Cause == CauseCode.ServiceHasNoReadyEndpoints);
    }

    [Fact]
    public void A_cluster_of_which_the_events_were_not_seen_is_not_called_healthy() =>
        new TestCluster().Healthy("web").Without("events").Diagnose().Verdict.ShouldBe(CauseCode.NotFound);

    [Fact]
    public void A_cluster_in_which_requests_fail_is_not_called_healthy() =>
        new TestCluster().Healthy("web").Logs("web", "GET / 503", "GET / 503", "GET / 200", "GET / 503").Diagnose().Verdict.ShouldBe(CauseCode.NotFound);
}
