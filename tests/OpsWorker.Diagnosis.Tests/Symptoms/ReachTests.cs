using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Symptoms;

/// <summary>An alert gets no cause that cannot have shown what it measures.</summary>
public sealed class ReachTests
{
    [Theory]
    [InlineData("Watchdog")]
    [InlineData("InfoInhibitor")]
    public void A_sign_of_life_is_out_of_scope_whatever_crashes(string alert)
    {
        var result = Crashing().Diagnose(new() { ["alertname"] = alert });

        result.Verdict.ShouldBe(CauseCode.OutOfScope);
        result.Causes.ShouldBeEmpty();
        result.Unrelated.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_alert_whose_labels_name_nothing_of_the_cluster_is_out_of_scope() =>
        Crashing().Diagnose(new() { ["alertname"] = "UplinkDown", ["site"] = "berlin", ["device"] = "router-7" }).Verdict.ShouldBe(CauseCode.OutOfScope);

    [Fact]
    public void An_alert_of_an_unknown_name_that_names_a_workload_is_ours() =>
        Crashing().Diagnose(new() { ["alertname"] = "SloBurn", ["app_name"] = "batch" }).Verdict.ShouldBe(CauseCode.ApplicationCrash);

    [Fact]
    public void A_workload_that_nobody_can_call_and_that_never_ran_comes_after_any_other_cause()
    {
        var canary = new TestCluster().Healthy("orders").Healthy("users").Healthy("items")
            .Deployment("canary").Pod("canary", States.Waiting("ImagePullBackOff", "manifest unknown"))
            .Deployment("web").Pod("web", States.Crashing()).Service("web");

        canary.ShouldFind(CauseCode.ApplicationCrash, "web");
        canary.Diagnose(new() { ["alertname"] = "KubePodNotReady", ["namespace"] = "shop", ["pod"] = TestCluster.PodName("canary") })
            .Causes[0].Finding.Cause.ShouldBe(CauseCode.ImageReferenceInvalid);
    }

    [Theory]
    [InlineData("KubeClientCertificateExpiration")]
    [InlineData("etcdInsufficientMembers")]
    [InlineData("NodeClockNotSynchronising")]
    public void A_crash_of_a_workload_explains_no_alert_about_the_cluster(string alert)
    {
        var result = Crashing().Diagnose(new() { ["alertname"] = alert });

        result.Causes.ShouldBeEmpty();
        result.Verdict.ShouldBe(CauseCode.NotFound);
    }

    [Fact]
    public void An_alert_that_names_a_workload_is_not_explained_by_a_crash_that_it_does_not_need()
    {
        var labels = new Dictionary<string, string> { ["alertname"] = "KubeDeploymentReplicasMismatch", ["namespace"] = "shop", ["deployment"] = "web" };

        Crashing().Diagnose(labels).Causes.ShouldBeEmpty();
        Crashing().Call("web", "batch").Diagnose(labels).Causes.ShouldHaveSingleItem().Finding.Object.Name.ShouldBe("batch");
    }

    [Fact]
    public void A_measured_condition_is_never_called_healthy_by_ready_pods()
    {
        var labels = new Dictionary<string, string> { ["namespace"] = "shop", ["persistentvolumeclaim"] = "data", ["alertname"] = "KubePersistentVolumeFillingUp" };

        new TestCluster().Healthy("web").Diagnose(labels).Verdict.ShouldBe(CauseCode.NotFound);
    }

    [Fact]
    public void Every_well_known_alert_is_found_by_the_row_that_stands_first()
    {
        foreach (var row in AlertTable.All) AlertTable.Find(row.Name.TrimEnd('*')).ShouldBe(row);
    }

    private static TestCluster Crashing() => new TestCluster().Healthy("web")
        .Deployment("batch").Pod("batch", States.Crashing()).Logs("batch", "panic: index out of range");
}
