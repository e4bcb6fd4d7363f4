using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

/// <summary>Objects that the alert names and that say by themselves what is wrong with them.</summary>
public sealed class NamedSubjectTests
{
    [Fact]
    public void A_named_service_without_endpoints_is_the_answer_and_an_unnamed_one_is_not()
    {
        var cluster = new TestCluster().Service("old", selector: "{'app':'gone'}").Healthy("web");

        cluster.ShouldFind(
            CauseCode.ServiceHasNoReadyEndpoints, "old",
            new() { ["alertname"] = "TargetDown", ["namespace"] = "shop", ["service"] = "old" });
        cluster.Diagnose().Causes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("every morning", true)]
    [InlineData("* * * *", true)]
    [InlineData("@sometimes", true)]
    [InlineData("*/5 * * * *", false)]
    [InlineData("0 4 1 JAN-MAR MON#1", false)]
    [InlineData("TZ=Europe/Berlin 0 4 * * *", false)]
    [InlineData("@every 5m", false)]
    public void A_schedule_that_is_none_is_found_without_an_event(string schedule, bool invalid)
    {
        var causes = new TestCluster().Add("cronjobs", "CronJob", "night", $"{{'spec':{{'schedule':'{schedule}'}}}}")
            .Diagnose(new() { ["alertname"] = "KubeCronJobFailing", ["namespace"] = "shop", ["cronjob"] = "night" }).Causes;

        causes.Any(c => c.Finding.Cause == CauseCode.CronJobScheduleInvalid).ShouldBe(invalid);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{'requests':{'cpu':'100m'}}", false)]
    public void A_named_autoscaler_needs_a_request_of_its_target_to_scale_by_utilization(string resources, bool found)
    {
        var causes = new TestCluster().Healthy("web", podSpec: $"{{'containers':[{{'name':'main','image':'i','resources':{resources}}}]}}")
            .Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "web",
                "{'spec':{'scaleTargetRef':{'kind':'Deployment','name':'web'}}}")
            .Diagnose(new() { ["alertname"] = "KubeHpaReplicasMismatch", ["namespace"] = "shop", ["horizontalpodautoscaler"] = "web" })
            .Causes;

        causes.Any(c => c.Finding.Cause == CauseCode.HpaMisconfigured).ShouldBe(found);
    }

    [Fact]
    public void A_named_budget_whose_condition_refuses_disruptions_is_the_answer() => new TestCluster()
        .Add("poddisruptionbudgets", "PodDisruptionBudget", "web",
            "{'status':{'conditions':[{'type':'DisruptionAllowed','status':'False','reason':'InsufficientPods'}]}}")
        .ShouldFind(
            CauseCode.DisruptionBudgetBlocks, "web",
            new() { ["alertname"] = "KubePdbNotEnoughHealthyPods", ["namespace"] = "shop", ["poddisruptionbudget"] = "web" });

    [Fact]
    public void A_gate_shows_in_the_condition_too() => new TestCluster().Deployment("web")
        .Pod("web", "{'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False','reason':'SchedulingGated'}]}", node: null)
        .ShouldFind(CauseCode.SchedulingGated, "web");

    [Theory]
    [InlineData("no address to give", 0.88, CauseCode.SandboxCreationFailed)]
    [InlineData("memory limit too low", 0.9, CauseCode.OutOfMemory)]
    public void A_sandbox_that_cannot_be_created_is_found_in_any_words_but_those_of_others(string words, double most, CauseCode code)
    {
        var cause = new TestCluster().Deployment("web").Pod("web", States.Waiting("ContainerCreating"))
            .PodEvent("web", "FailedCreatePodSandBox", "Failed to create pod sandbox: " + words).ShouldFind(code, "web");

        if (code == CauseCode.SandboxCreationFailed) cause.Finding.Confidence.ShouldBeLessThan(most);
    }
}
