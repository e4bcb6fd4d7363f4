using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Evidence;

/// <summary>What was over before the alert, or has been so for long, explains nothing new.</summary>
public sealed class StaleEvidenceTests
{
    private const string Refused = "FATAL:  password authentication failed for user \"app\"";

    [Theory]
    [InlineData("2026-03-02T09:54:00Z ", true)]
    [InlineData("2026-03-01T09:54:00Z ", false)]
    [InlineData("2026-03-01T09:54:00.123+01:00 ", false)]
    [InlineData("2026/02/27 09:54:00 ", false)]
    [InlineData("{\"ts\":1772273640.25,\"msg\":\"x\"} ", false)]
    [InlineData("10.0.0.1 - - [01/Mar/2026:09:54:00 +0000] ", false)]
    [InlineData("", true)]
    public void Lines_from_long_before_the_alert_count_only_while_they_are_fresh_or_undated(string stamp, bool counts)
    {
        var causes = new TestCluster().Healthy("web").Logs("web", stamp + Refused, stamp + Refused).Diagnose().Causes;

        causes.Any(c => c.Finding.Cause == CauseCode.DatabaseCredentialsInvalid).ShouldBe(counts);
    }

    [Fact]
    public void Old_lines_of_a_pod_that_is_not_ready_since_may_still_be_the_reason() =>
        new TestCluster().Deployment("web").Pod("web", States.NotReady)
            .Logs("web", "2026-03-01T09:54:00Z " + Refused, "2026-03-01T09:54:01Z " + Refused)
            .ShouldFind(CauseCode.DatabaseCredentialsInvalid, "web");

    [Fact]
    public void Lines_of_a_stack_trace_are_as_old_as_their_first_line() =>
        new TestCluster().Healthy("web").Logs("web", "2026-03-01T09:54:00Z request failed", Refused, Refused, "2026-03-02T09:54:00Z listening")
            .ShouldNotFind(CauseCode.DatabaseCredentialsInvalid);

    [Fact]
    public void A_restart_before_the_alert_after_which_the_pod_is_ready_is_over()
    {
        var result = new TestCluster().Deployment("web").Pod("web", Recovered("2026-03-02T09:35:00Z")).Service("web").Diagnose();

        result.Causes.ShouldBeEmpty();
    }

    [Fact]
    public void A_restart_a_few_minutes_ago_is_not() =>
        new TestCluster().Deployment("web").Pod("web", Recovered("2026-03-02T09:53:00Z")).Service("web").Logs("web", "panic: index out of range")
            .ShouldFind(CauseCode.ApplicationCrash, "web");

    [Fact]
    public void A_crash_loop_of_days_elsewhere_does_not_explain_an_alert_about_the_namespace()
    {
        var cluster = new TestCluster().Healthy("web").Deployment("old").Pod("old", OldCrash()).Logs("old", "panic: index out of range");

        cluster.Diagnose().Causes.ShouldBeEmpty();
        cluster.Diagnose(new() { ["alertname"] = "KubePodCrashLooping", ["namespace"] = "shop", ["deployment"] = "old" })
            .Causes.ShouldHaveSingleItem().Finding.Object.Name.ShouldBe("old");
    }

    [Fact]
    public void A_stores_own_lines_about_refused_logins_do_not_blame_the_store() =>
        new TestCluster().Healthy("db", 3306)
            .Logs("db", "Access denied for user 'root'@'::1' (using password: NO)", "Access denied for user 'root'@'::1' (using password: NO)")
            .ShouldNotFind(CauseCode.DatabaseCredentialsInvalid);

    [Fact]
    public void A_new_workload_that_nobody_calls_and_that_cannot_start_is_no_cause()
    {
        var cluster = new TestCluster().Healthy("a").Healthy("b").Healthy("c").Call("a", "b").Call("b", "c")
            .Add("deployments", "Deployment", "canary", "{'metadata':{'creationTimestamp':'2026-03-02T09:50:00Z','generation':1},'spec':{'replicas':1,'selector':{'matchLabels':{'app':'canary'}},"
                + "'template':{'metadata':{'labels':{'app':'canary'}},'spec':{'containers':[{'name':'main','image':'example.org/none:1'}]}}}}")
            .Pod("canary", States.Waiting("ImagePullBackOff")).PodEvent("canary", "Failed", "Failed to pull image \"example.org/none:1\": not found");

        var result = cluster.Diagnose();

        result.Causes.ShouldBeEmpty();
        result.Unrelated.ShouldContain(f => f.Object.Name == "canary");
    }

    private static string Recovered(string since) =>
        "{'phase':'Running','podIP':'10.1.0.9','conditions':[{'type':'Ready','status':'True'}],'containerStatuses':[{'name':'main','ready':true,'restartCount':3,"
        + $"'state':{{'running':{{'startedAt':'{since}'}}}},'lastState':{{'terminated':{{'exitCode':1,'reason':'Error','startedAt':'2026-03-02T09:30:00Z','finishedAt':'{since}'}}}}}}]}}";

    private static string OldCrash() => States.Crashing(restarts: 1500)
        .Replace("{'phase'", "{'startTime':'2026-02-20T09:00:00Z','phase'", StringComparison.Ordinal);
}
