using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class BatchDetectorsTests
{
    [Theory]
    [InlineData("BackoffLimitExceeded", CauseCode.JobBackoffLimitExceeded)]
    [InlineData("DeadlineExceeded", CauseCode.JobDeadlineExceeded)]
    public void A_job_that_failed_says_why(string reason, CauseCode code) =>
        new TestCluster().Healthy("web")
            .Add("jobs", "Job", "export", $"{{'spec':{{'backoffLimit':2}},'status':{{'conditions':[{{'type':'Failed','status':'True','reason':'{reason}','message':'Job failed'}}]}}}}")
            .ShouldFind(code, "export");

    [Fact]
    public void A_job_that_is_complete_is_no_cause() =>
        new TestCluster().Healthy("web").Add("jobs", "Job", "export", "{'status':{'conditions':[{'type':'Complete','status':'True'}]}}")
            .Diagnose().Verdict.ShouldBe(CauseCode.Healthy);

    [Fact]
    public void A_suspended_cron_job_is_the_cause_only_where_the_alert_names_it()
    {
        var cluster = new TestCluster().Healthy("web").Add("cronjobs", "CronJob", "report", "{'spec':{'suspend':true,'schedule':'0 * * * *'}}");

        cluster.ShouldFind(CauseCode.CronJobSuspended, "report", new() { ["namespace"] = TestCluster.Namespace, ["cronjob"] = "report" });
        cluster.ShouldNotFind(CauseCode.CronJobSuspended);
    }

    [Fact]
    public void A_schedule_that_the_controller_cannot_read_is_the_cause() =>
        new TestCluster().Healthy("web").Add("cronjobs", "CronJob", "report", "{'spec':{'schedule':'every hour'}}")
            .Event("CronJob", "report", "UnparseableSchedule", "unparseable schedule: every hour").ShouldFind(CauseCode.CronJobScheduleInvalid, "report");

    [Theory]
    [InlineData("MissSchedule", "Missed scheduled time to start a job: Mon, 02 Mar 2026 09:00:00 +0000")]
    [InlineData("TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew")]
    public void A_start_that_the_controller_missed_is_the_cause(string reason, string message) =>
        new TestCluster().Healthy("web").Add("cronjobs", "CronJob", "report", "{'spec':{'schedule':'0 * * * *','startingDeadlineSeconds':10}}")
            .Event("CronJob", "report", reason, message).ShouldFind(CauseCode.CronJobMissed, "report");

    [Theory]
    [InlineData("SuccessfulCreate", "Created job report-29541120")]
    [InlineData("JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid")]
    public void A_cron_job_that_starts_or_waits_for_its_last_run_missed_nothing(string reason, string message) =>
        new TestCluster().Healthy("web").Add("cronjobs", "CronJob", "report", "{'spec':{'schedule':'0 * * * *'}}")
            .Event("CronJob", "report", reason, message).Diagnose().Causes.ShouldBeEmpty();

    [Theory]
    [InlineData("{'type':'AbleToScale','status':'False','reason':'FailedGetScale','message':'not found'}", CauseCode.HpaMisconfigured)]
    [InlineData("{'type':'ScalingActive','status':'False','reason':'FailedGetResourceMetric','message':'no metrics'}", CauseCode.HpaMetricsUnavailable)]
    [InlineData("{'type':'ScalingLimited','status':'True','reason':'TooManyReplicas','message':'more than the maximum'}", CauseCode.HpaMaxedOut)]
    public void The_conditions_of_an_autoscaler_decide(string condition, CauseCode code) => Scaler(condition).ShouldFind(code, "web");

    [Theory]
    [InlineData("{'type':'ScalingActive','status':'False','reason':'ScalingDisabled'}")]
    [InlineData("{'type':'ScalingLimited','status':'True','reason':'TooFewReplicas'}")]
    public void An_autoscaler_that_rests_is_no_cause(string condition) => Scaler(condition).Diagnose().Causes.ShouldBeEmpty();

    [Fact]
    public void A_budget_that_allows_no_eviction_blocks_a_drain_and_nothing_else()
    {
        Budget(unschedulable: true).Diagnose().Causes.ShouldContain(c => c.Finding.Cause == CauseCode.DisruptionBudgetBlocks);
        Budget(unschedulable: false).ShouldNotFind(CauseCode.DisruptionBudgetBlocks);
    }

    [Fact]
    public void A_budget_is_the_cause_of_an_alert_about_the_node_that_is_drained() =>
        Budget(unschedulable: true).ShouldFind(CauseCode.DisruptionBudgetBlocks, "web", new() { ["node"] = "worker-a" });

    private static TestCluster Scaler(string condition) => new TestCluster().Healthy("web").Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "web",
        $"{{'spec':{{'maxReplicas':3,'scaleTargetRef':{{'kind':'Deployment','name':'web'}}}},'status':{{'conditions':[{condition}]}}}}");

    private static TestCluster Budget(bool unschedulable) => new TestCluster(withNode: false)
        .Node("worker-a", unschedulable ? "{'unschedulable':true}" : "{}").Healthy("web")
        .Add("poddisruptionbudgets", "PodDisruptionBudget", "web",
            "{'spec':{'minAvailable':1,'selector':{'matchLabels':{'app':'web'}}},'status':{'disruptionsAllowed':0,'currentHealthy':1,'desiredHealthy':1,'expectedPods':1}}");
}
