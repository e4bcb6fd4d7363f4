namespace OpsWorker.AgentRuntime.Tests.Detection;

/// <summary>What counts as broken, and what does not.</summary>
public sealed class SymptomTests
{
    private readonly DetectionWorld _world = new();

    private DateTimeOffset Now => _world.Time.GetUtcNow();

    [Theory]
    [InlineData("CrashLoopBackOff", "CrashLooping")]
    [InlineData("ErrImagePull", "ImagePullFailing")]
    [InlineData("ImagePullBackOff", "ImagePullFailing")]
    [InlineData("InvalidImageName", "ImagePullFailing")]
    [InlineData("CreateContainerConfigError", "ContainerStartFailing")]
    [InlineData("RunContainerError", "ContainerStartFailing")]
    public void A_container_that_waits_is_broken_by_the_reason_that_it_gives(string reason, string problem)
    {
        _world.Show("pods", BrokenObjects.Waiting("a", reason));
        _world.PassSeconds(61);

        _world.Lines.ShouldBe([$"Firing {problem} shop/Deployment/checkout/app"]);
    }

    [Theory]
    [InlineData("""{"phase": "Pending", "containerStatuses": [{"name": "app", "state": {"waiting": {"reason": "ContainerCreating"}}}]}""")]
    [InlineData("""{"phase": "Succeeded", "containerStatuses": [{"name": "app", "state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}]}""")]
    [InlineData("""{"phase": "Failed", "containerStatuses": [{"name": "app", "state": {"terminated": {"exitCode": 1, "reason": "Error"}}}]}""")]
    [InlineData("""{"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "SchedulingGated"}]}""")]
    [InlineData("{}")]
    public void What_only_takes_its_time_or_has_ended_is_not_broken(string status)
    {
        _world.Show("pods", BrokenObjects.Pod("a", status));
        _world.PassSeconds(900);

        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_pod_that_is_being_deleted_is_not_broken()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("a").Replace("\"labels\"", "\"deletionTimestamp\": \"2026-03-01T03:00:00Z\", \"labels\"", StringComparison.Ordinal));
        _world.PassSeconds(120);

        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void An_unschedulable_pod_is_given_the_time_that_an_autoscaler_needs()
    {
        _world.Show("pods", BrokenObjects.Pod(
            "a",
            $$"""
            {"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
              "message": "0/3 nodes are available: 3 Insufficient cpu.", "lastTransitionTime": "{{Now:O}}"}]}
            """));
        _world.PassSeconds(299);
        _world.Lines.ShouldBeEmpty();
        _world.PassSeconds(2);

        _world.Lines.ShouldBe(["Firing Unschedulable shop/Deployment/checkout/"]);
        _world.Log[0].Message.ShouldBe("0/3 nodes are available: 3 Insufficient cpu.");
    }

    [Fact]
    public void A_container_that_was_killed_for_its_memory_is_told_though_it_runs_again_and_resolved_when_it_goes_on_running()
    {
        _world.Show("pods", BrokenObjects.OutOfMemory("a", Now));
        _world.PassSeconds(1200);

        _world.Lines.ShouldBe(["Firing OutOfMemory shop/Deployment/checkout/app", "Resolved OutOfMemory shop/Deployment/checkout/app"]);
    }

    [Fact]
    public void What_was_over_long_before_is_not_told()
    {
        _world.Show("pods", BrokenObjects.OutOfMemory("a", Now.AddHours(-3)));
        _world.Show("jobs.batch", BrokenObjects.Job("migrate", "Failed", Now.AddDays(-2)));
        _world.Show("events", BrokenObjects.Event("FailedMount", "Pod", "db-0", Now.AddMinutes(-5)));
        _world.PassSeconds(120);

        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void An_evicted_pod_is_told_for_its_workload()
    {
        _world.Show("pods", BrokenObjects.Pod(
            "a",
            $$"""
            {"phase": "Failed", "reason": "Evicted", "message": "The node was low on resource: memory.",
             "conditions": [{"type": "DisruptionTarget", "status": "True", "lastTransitionTime": "{{Now:O}}"}]}
            """));
        _world.PassSeconds(61);

        _world.Lines.ShouldBe(["Firing Evicted shop/Deployment/checkout/"]);
    }

    [Theory]
    [InlineData("False")]
    [InlineData("Unknown")]
    public void A_node_that_is_not_ready_is_broken(string ready)
    {
        _world.Show("nodes", BrokenObjects.Node("node-1", ready, Now));
        _world.PassSeconds(61);

        _world.Lines.ShouldBe(["Firing NodeNotReady /Node/node-1/"]);
    }

    [Fact]
    public void A_node_that_has_long_been_lost_is_told_at_once_with_the_time_since_when()
    {
        var since = Now.AddHours(-1);

        _world.Show("nodes", BrokenObjects.Node("node-1", "Unknown", since));
        _world.PassSeconds(1);

        _world.Log.ShouldHaveSingleItem().StartsAt.ShouldBe(since);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void Times_that_cannot_be_are_taken_for_now(string time)
    {
        var at = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        var began = Now;
        _world.Show("nodes", BrokenObjects.Node("node-1", "False", at));
        _world.Show("pods", BrokenObjects.OutOfMemory("a", at));
        _world.Show("jobs.batch", BrokenObjects.Job("migrate", "Failed", at));
        _world.Show("jobs.batch", BrokenObjects.Job("report-1", "Complete", at, "report"));
        _world.Show("persistentvolumeclaims", BrokenObjects.Claim("data", "Pending", at));
        _world.Show("events", BrokenObjects.Event("FailedMount", "Pod", "db-0", at));
        _world.PassSeconds(301);

        _world.Log.ShouldNotBeEmpty();
        _world.Log.ShouldAllBe(p => p.StartsAt == began);
    }

    [Fact]
    public void A_deployment_that_makes_no_progress_is_broken()
    {
        _world.Show(
            "deployments.apps",
            $$"""
            {"metadata": {"name": "checkout", "namespace": "shop"}, "status": {"conditions": [{"type": "Progressing", "status": "False",
              "reason": "ProgressDeadlineExceeded", "message": "ReplicaSet has timed out progressing.", "lastTransitionTime": "{{Now:O}}"}]} }
            """);
        _world.PassSeconds(61);

        _world.Lines.ShouldBe(["Firing DeploymentNotProgressing shop/Deployment/checkout/"]);
    }

    [Fact]
    public void A_failed_job_is_broken_until_it_is_removed()
    {
        _world.Show("jobs.batch", BrokenObjects.Job("migrate", "Failed", Now));
        _world.PassSeconds(600);
        _world.Gone("jobs.batch", BrokenObjects.Job("migrate", "Failed", Now));
        _world.PassSeconds(301);

        _world.Lines.ShouldBe(["Firing JobFailed shop/Job/migrate/", "Resolved JobFailed shop/Job/migrate/"]);
    }

    [Fact]
    public void A_cron_job_works_again_once_a_later_job_succeeded_whatever_the_order_in_which_that_is_told()
    {
        var failed = BrokenObjects.Job("report-1", "Failed", Now, "report");
        _world.Show("jobs.batch", failed);
        _world.PassSeconds(120);
        _world.Show("jobs.batch", BrokenObjects.Job("report-2", "Complete", Now, "report"));
        _world.Show("jobs.batch", failed);
        _world.PassSeconds(301);

        _world.Lines.ShouldBe(["Firing JobFailed shop/CronJob/report/", "Resolved JobFailed shop/CronJob/report/"]);
    }

    [Fact]
    public void A_claim_is_broken_when_a_volume_is_wanted_and_does_not_come()
    {
        _world.Show("persistentvolumeclaims", BrokenObjects.Claim("waits-for-a-pod", "Pending", Now, isProvisioned: false));
        _world.Show("persistentvolumeclaims", BrokenObjects.Claim("data", "Pending", Now));
        _world.PassSeconds(301);
        _world.Show("persistentvolumeclaims", BrokenObjects.Claim("data", "Bound", Now));
        _world.PassSeconds(301);

        _world.Lines.ShouldBe(
            ["Firing ClaimPending shop/PersistentVolumeClaim/data/", "Resolved ClaimPending shop/PersistentVolumeClaim/data/"]);
    }

    [Fact]
    public void What_fails_again_and_again_in_events_is_broken_and_what_failed_once_is_not()
    {
        _world.Show("events", BrokenObjects.Event("FailedMount", "Pod", "once-7c9d4f-bbbbb", Now));
        for (var i = 0; i < 10; i++)
        {
            _world.Show("events", BrokenObjects.Event("FailedMount", "Pod", "checkout-7c9d4f-bbbbb", Now));
            _world.Show("events", BrokenObjects.Event("FailedCreate", "ReplicaSet", "cart-6b8f9d5c4b", Now));
            _world.PassSeconds(60);
        }

        _world.Lines.ShouldBe(
            ["Firing VolumeMountFailing shop/Deployment/checkout/", "Firing PodCreateFailing shop/Deployment/cart/"], ignoreOrder: true);
    }

    [Fact]
    public void A_node_that_ran_out_of_memory_is_told_though_its_events_are_of_another_namespace()
    {
        _world.Show("events", BrokenObjects.Event("SystemOOM", "Node", "node-1", Now, "default"));
        _world.PassSeconds(61);

        _world.Lines.ShouldBe(["Firing OutOfMemory /Node/node-1/"]);
    }
}
