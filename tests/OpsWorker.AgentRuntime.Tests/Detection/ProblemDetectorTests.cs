using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Core.Alerts;

namespace OpsWorker.AgentRuntime.Tests.Detection;

public sealed class ProblemDetectorTests
{
    private const string CrashLoop = "CrashLooping shop/Deployment/checkout/app";

    private readonly DetectionWorld _world = new();

    [Fact]
    public void A_lasting_problem_is_reported_once_and_resolved_when_it_ends()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("checkout-7c9d4f-aaaaa"));
        var began = _world.Time.GetUtcNow();
        _world.PassSeconds(59);
        _world.Lines.ShouldBeEmpty();

        _world.PassSeconds(600);
        _world.Lines.ShouldBe(["Firing " + CrashLoop]);
        _world.Log[0].StartsAt.ShouldBe(began);
        _world.Log[0].Pod.ShouldBe("checkout-7c9d4f-aaaaa");
        _world.Log[0].Message.ShouldBe(
            "CrashLoopBackOff: back-off 1m20s restarting failed container; the last run ended with exit code 1 (Error)");

        var healed = _world.Time.GetUtcNow();
        _world.Show("pods", BrokenObjects.Running("checkout-7c9d4f-aaaaa"));
        _world.PassSeconds(299);
        _world.Log.Count.ShouldBe(1);
        _world.PassSeconds(600);

        _world.Lines.ShouldBe(["Firing " + CrashLoop, "Resolved " + CrashLoop]);
        _world.Log[1].ShouldBe(_world.Log[0] with { Status = AlertStatus.Resolved, EndsAt = healed });
    }

    [Fact]
    public void A_namespace_is_quiet_where_nothing_has_begun_to_fire_within_the_last_hour()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("checkout-7c9d4f-aaaaa"));
        _world.PassSeconds(600);

        _world.Detector.IsQuiet("shop").ShouldBeFalse();
        _world.Detector.IsQuiet("other").ShouldBeTrue();

        _world.PassSeconds(3600);
        _world.Detector.IsQuiet("shop").ShouldBeTrue();
    }

    [Fact]
    public void A_namespace_whose_problem_has_ended_is_named_once()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("checkout-7c9d4f-aaaaa"));
        _world.PassSeconds(600);
        _world.Detector.TakeResolved().ShouldBeEmpty();

        _world.Show("pods", BrokenObjects.Running("checkout-7c9d4f-aaaaa"));
        _world.PassSeconds(600);

        _world.Detector.TakeResolved().ShouldBe(["shop"]);
        _world.Detector.TakeResolved().ShouldBeEmpty();
    }

    [Fact]
    public void A_problem_shorter_than_the_grace_period_is_not_reported()
    {
        for (var i = 0; i < 5; i++)
        {
            _world.Show("pods", BrokenObjects.Waiting("checkout-7c9d4f-aaaaa", "ErrImagePull"));
            _world.PassSeconds(30);
            _world.Show("pods", BrokenObjects.Running("checkout-7c9d4f-aaaaa"));
            _world.PassSeconds(61);
        }

        _world.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_container_that_runs_briefly_between_crashes_is_one_problem()
    {
        for (var i = 0; i < 20; i++)
        {
            _world.Show("pods", BrokenObjects.CrashLooping("checkout-7c9d4f-aaaaa"));
            _world.PassSeconds(20 + (i * 10));
            _world.Show("pods", BrokenObjects.Running("checkout-7c9d4f-aaaaa"));
            _world.PassSeconds(40);
        }

        _world.Lines.ShouldBe(["Firing " + CrashLoop]);
    }

    [Fact]
    public void Pods_of_a_workload_share_a_problem_that_lasts_while_any_pod_has_it()
    {
        foreach (var pod in (string[])["a", "b", "c"]) _world.Show("pods", BrokenObjects.CrashLooping(pod));
        _world.PassSeconds(120);
        _world.Show("pods", BrokenObjects.Running("a"));
        _world.Gone("pods", BrokenObjects.CrashLooping("b"));
        _world.PassSeconds(900);
        _world.Lines.ShouldBe(["Firing " + CrashLoop]);

        _world.Gone("pods", BrokenObjects.CrashLooping("c"));
        _world.PassSeconds(301);

        _world.Lines.ShouldBe(["Firing " + CrashLoop, "Resolved " + CrashLoop]);
    }

    [Fact]
    public void Objects_missing_from_a_new_list_are_gone()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("a"));
        _world.PassSeconds(120);

        _world.List("pods", BrokenObjects.Running("another"));
        _world.PassSeconds(301);

        _world.Lines.ShouldBe(["Firing " + CrashLoop, "Resolved " + CrashLoop]);
    }

    [Fact]
    public void A_problem_that_returns_is_a_new_occurrence()
    {
        for (var i = 0; i < 2; i++)
        {
            _world.Show("pods", BrokenObjects.CrashLooping("a"));
            _world.PassSeconds(120);
            _world.Show("pods", BrokenObjects.Running("a"));
            _world.PassSeconds(400);
        }

        _world.Lines.ShouldBe(["Firing " + CrashLoop, "Resolved " + CrashLoop, "Firing " + CrashLoop, "Resolved " + CrashLoop]);
        _world.Log[2].StartsAt.ShouldBeGreaterThan(_world.Log[1].EndsAt!.Value);
    }

    [Fact]
    public void No_report_is_lost_while_the_server_is_down()
    {
        _world.IsServerDown = true;
        _world.Show("pods", BrokenObjects.CrashLooping("a"));
        _world.PassSeconds(120);
        _world.Detector.Unreported(10).ShouldHaveSingleItem().Status.ShouldBe(AlertStatus.Firing);
        _world.Show("pods", BrokenObjects.Running("a"));
        _world.PassSeconds(400);
        _world.Show("pods", BrokenObjects.CrashLooping("a"));
        _world.PassSeconds(400);

        _world.IsServerDown = false;
        _world.PassSeconds(120);

        _world.Lines.ShouldBe(["Resolved " + CrashLoop, "Firing " + CrashLoop]);
    }

    [Fact]
    public void A_problem_that_ends_while_its_report_is_sent_is_resolved()
    {
        _world.IsServerDown = true;
        _world.Show("pods", BrokenObjects.CrashLooping("a"));
        _world.PassSeconds(120);
        var onItsWay = _world.Detector.Unreported(10).ShouldHaveSingleItem();
        _world.Show("pods", BrokenObjects.Running("a"));
        _world.PassSeconds(400);

        _world.Detector.MarkReported(onItsWay);

        _world.Detector.Unreported(10).ShouldHaveSingleItem().Status.ShouldBe(AlertStatus.Resolved);
    }

    [Fact]
    public void A_replacing_agent_repeats_no_report_and_resolves_its_predecessors_problems()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("a"));
        _world.Show("nodes", BrokenObjects.Node("node-1", "Unknown", _world.Time.GetUtcNow()));
        _world.PassSeconds(120);
        _world.Restart();
        _world.PassSeconds(900);
        _world.Log.Count.ShouldBe(2);

        // Only listed resources can resolve problems: the pods are listed, the nodes are not yet.
        _world.List("pods", BrokenObjects.CrashLooping("a"));
        _world.List("deployments.apps");
        _world.PassSeconds(900);
        _world.Log.Count.ShouldBe(2);
        _world.List("nodes", BrokenObjects.Node("node-1", "True", _world.Time.GetUtcNow()));
        _world.PassSeconds(301);

        _world.Lines.Skip(2).ShouldBe(["Resolved NodeNotReady /Node/node-1/"]);
        _world.Log[2].StartsAt.ShouldBe(_world.Log.First(p => p.Kind == "Node").StartsAt);
        _world.Firing.ShouldHaveSingleItem().Name.ShouldBe("checkout");
    }

    [Fact]
    public void One_of_two_occurrences_reported_by_two_agents_is_resolved()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("a"));
        _world.PassSeconds(120);
        _world.Log.Add(_world.Log[0] with { StartsAt = _world.Log[0].StartsAt.AddSeconds(1) });

        _world.Restart();
        _world.List("pods", BrokenObjects.CrashLooping("a"));
        _world.PassSeconds(60);

        _world.Firing.ShouldHaveSingleItem().StartsAt.ShouldBe(_world.Log[1].StartsAt);
    }

    [Fact]
    public void System_namespaces_are_skipped_unless_configured()
    {
        _world.Show("pods", BrokenObjects.CrashLooping("a", "kube-system"));
        _world.PassSeconds(120);
        _world.Lines.ShouldBeEmpty();

        var named = new DetectionWorld(DetectionWorld.Options with { Namespaces = ["kube-system"] });
        named.Show("pods", BrokenObjects.CrashLooping("a", "kube-system"));
        named.Show("pods", BrokenObjects.CrashLooping("a", "shop"));
        named.PassSeconds(120);

        named.Lines.ShouldBe(["Firing CrashLooping kube-system/Deployment/checkout/app"]);
    }

    [Fact]
    public void The_watches_follow_from_the_configured_namespaces()
    {
        Symptoms.Targets(new DetectionOptions()).Select(t => t.ToString()).ShouldBe(
            ["nodes", "pods", "deployments.apps", "jobs.batch", "persistentvolumeclaims", "events"]);
        Symptoms.Targets(new DetectionOptions { Namespaces = ["a", "b"], WatchesNodes = false }).Select(t => t.ToString()).ShouldBe(
        [
            "pods of a", "deployments.apps of a", "jobs.batch of a", "persistentvolumeclaims of a", "events of a",
            "pods of b", "deployments.apps of b", "jobs.batch of b", "persistentvolumeclaims of b", "events of b",
        ]);
    }

    [Fact]
    public void The_number_of_tracked_objects_and_problems_is_bounded()
    {
        for (var i = 0; i < SymptomBook.MaxObjects + 10; i++)
        {
            _world.Show("nodes", BrokenObjects.Node($"node-{i}", "Unknown", _world.Time.GetUtcNow()));
        }

        _world.Time.Advance(TimeSpan.FromMinutes(2));
        _world.Detector.Advance();

        _world.Detector.Firing.ShouldBe(ProblemDetector.MaxProblems);
    }
}
