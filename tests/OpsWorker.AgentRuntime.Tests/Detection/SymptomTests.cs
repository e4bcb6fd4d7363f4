namespace OpsWorker.AgentRuntime.Tests.Detection;

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
    public void The_waiting_reason_of_a_container_determines_its_problem(string reason, string problem)
    {
        _world.Show("pods", BrokenObjects.Waiting("a", reason));
        _world.PassSeconds(61);

        _world.Lines.ShouldBe([$"Firing {problem} shop/Deployment/checkout/app"]);
    }

    [Theory]
    [InlineData("""{"phase": "Pending", "containerStatuses": [{"name": "app", "state": {"waiting": {"reason": "ContainerCreating"}}}]}""")]
    [InlineData(
        """{"phase": "Succeeded", "containerStatuses": ["""
        + """{"name": "app", "state": {"terminated": {"exitCode": 0, "reason": "Completed"}}}]}""")]
    [InlineData(
        """{"phase": "Failed", "containerStatuses": [{"name": "app", "state": {"terminated": {"exitCode": 1, "reason": "Error"}}}]}""")]
    [InlineData("""{"phase": "Pending", "conditions": [{"type": "PodScheduled", "status": "False", "reason": "SchedulingGated"}]}""")]
    [InlineData("{}")]
    public void A_pod_that_starts_or_has_ended_has_no_problem(string status)
    {
        _world.Show("pods", BrokenObjects.Pod("a", status));
        _world.PassSeconds(900);

        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_terminating_pod_has_no_problem()
    {
        _world.Show(
            "pods",
            BrokenObjects.CrashLooping("a")
                .Replace("\"labels\"", "\"deletionTimestamp\": \"2026-03-01T03:00:00Z\", \"labels\"", StringComparison.Ordinal));
        _world.PassSeconds(120);

        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void An_unschedulable_pod_has_the_longer_grace_period_of_an_autoscaler()
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
    public void An_OOMKilled_container_is_reported_although_it_runs_again_and_resolved_when_it_keeps_running()
    {
        _world.Show("pods", BrokenObjects.OutOfMemory("a", Now));
        _world.PassSeconds(1200);

        _world.Lines.ShouldBe(["Firing OutOfMemory shop/Deployment/checkout/app", "Resolved OutOfMemory shop/Deployment/checkout/app"]);
    }

    [Fact]
    public void A_symptom_that_expired_long_ago_is_not_reported()
    {
        _world.Show("pods", BrokenObjects.OutOfMemory("a", Now.AddHours(-3)));
        _world.Show("jobs.batch", BrokenObjects.Job("migrate", "Failed", Now.AddDays(-2)));
        _world.Show("events", BrokenObjects.Event("FailedMount", "Pod", "db-0", Now.AddMinutes(-5)));
        _world.PassSeconds(120);

        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void An_evicted_pod_is_reported_as_a_problem_of_its_workload()
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
    public void A_node_that_is_not_ready_has_a_problem(string ready)
    {
        _world.Show("nodes", BrokenObjects.Node("node-1", ready, Now));
        _world.PassSeconds(61);

        _world.Lines.ShouldBe(["Firing NodeNotReady /Node/node-1/"]);
    }

    [Fact]
    public void A_node_that_was_lost_long_ago_is_reported_at_once_with_its_start()
    {
        var since = Now.AddHours(-1);

        _world.Show("nodes", BrokenObjects.Node("node-1", "Unknown", since));
        _world.PassSeconds(1);

        _world.Log.ShouldHaveSingleItem().StartsAt.ShouldBe(since);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void Impossible_times_count_as_now(string time)
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
    public void A_deployment_past_its_progress_deadline_has_a_problem()
    {
        _world.Show(
            "deployments.apps",
            $$"""
            {"metadata": {"name": "checkout", "namespace": "shop"}, "status": {"conditions": [{"type": "Progressing", "status": "False",
              "reason": "ProgressDeadlineExceeded",
              "message": "ReplicaSet has timed out progressing.", "lastTransitionTime": "{{Now:O}}"}]} }
            """);
        _world.PassSeconds(61);

        _world.Lines.ShouldBe(["Firing DeploymentNotProgressing shop/Deployment/checkout/"]);
    }

    [Fact]
    public void A_failed_job_has_a_problem_until_it_is_deleted()
    {
        _world.Show("jobs.batch", BrokenObjects.Job("migrate", "Failed", Now));
        _world.PassSeconds(600);
        _world.Gone("jobs.batch", BrokenObjects.Job("migrate", "Failed", Now));
        _world.PassSeconds(301);

        _world.Lines.ShouldBe(["Firing JobFailed shop/Job/migrate/", "Resolved JobFailed shop/Job/migrate/"]);
    }

    [Fact]
    public void A_cron_jobs_problem_ends_when_a_later_job_succeeds_in_any_order_of_events()
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
    public void A_claim_has_a_problem_when_its_requested_volume_is_not_provisioned()
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
    public void A_repeated_failure_event_is_a_problem_and_a_single_one_is_not()
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
    public void A_node_that_ran_out_of_memory_is_reported_although_its_events_are_in_another_namespace()
    {
        _world.Show("events", BrokenObjects.Event("SystemOOM", "Node", "node-1", Now, "default"));
        _world.PassSeconds(61);

        _world.Lines.ShouldBe(["Firing OutOfMemory /Node/node-1/"]);
    }
}
