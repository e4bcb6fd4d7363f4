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
    [InlineData("2026-03-01 09:54:00,123 ERROR ", false)]
    [InlineData("2026-03-01 09:54:00.123 UTC [12] ", false)]
    [InlineData("{\"time\":1772273640250,\"msg\":\"x\"} ", false)]
    [InlineData("E0301 09:54:00.123456       1 server.go:118] ", false)]
    [InlineData("E0302 09:54:00.123456       1 server.go:118] ", true)]
    [InlineData("I1231 09:54:00.123456       1 server.go:118] ", false)]
    [InlineData("1:M 01 Mar 2026 09:54:00.123 # ", false)]
    [InlineData("[Sun Mar 01 09:54:00.123456 2026] [core:error] ", false)]
    [InlineData("Mar  1 09:54:00 app[1]: ", false)]
    [InlineData("Mar  2 09:54:00 app[1]: ", true)]
    [InlineData("version 2026.3.1 ", true)]
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

    [Theory]
    [InlineData("2026-03-02 17:54:00 ", "2026-03-02 17:59:30 ", true)]
    [InlineData("2026-03-02 17:10:00 ", "2026-03-02 17:59:30 ", true)]
    [InlineData("2026-03-02 15:54:00 ", "2026-03-02 17:59:30 ", false)]
    [InlineData("2026-03-02 03:54:00 ", "2026-03-02 03:59:30 ", true)]
    public void Local_time_is_told_by_lines_of_the_future_and_from_before_the_container(string stamp, string newest, bool counts)
    {
        var causes = new TestCluster().Healthy("web").Logs("web", stamp + Refused, stamp + Refused, newest + "x").Diagnose().Causes;

        causes.Any(c => c.Finding.Cause == CauseCode.DatabaseCredentialsInvalid).ShouldBe(counts);
    }

    [Theory]
    [InlineData("2026-03-02T09:25:00Z", false)]
    [InlineData("2026-03-02T09:15:00Z", true)]
    public void What_a_pod_said_before_it_became_ready_is_over(string ready, bool counts)
    {
        var status = States.Ready.Replace("'status':'True'", $"'status':'True','lastTransitionTime':'{ready}'", StringComparison.Ordinal);
        var causes = new TestCluster().Deployment("web").Pod("web", status).Service("web")
            .Logs("web", "2026-03-02T09:20:00Z " + Refused, "2026-03-02T09:20:01Z " + Refused, "2026-03-02T09:30:00Z listening")
            .Diagnose().Causes;

        causes.Any(c => c.Finding.Cause == CauseCode.DatabaseCredentialsInvalid).ShouldBe(counts);
    }

    [Fact]
    public void Stamps_of_years_before_the_container_began_are_no_times() =>
        new TestCluster().Healthy("web").Logs("web", "2024-01-15T10:05:01Z " + Refused, "2024-01-15T10:05:02Z " + Refused)
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
