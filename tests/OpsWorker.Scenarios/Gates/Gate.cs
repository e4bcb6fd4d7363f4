using System.Text.Json.Nodes;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Scenarios.Gates;

/// <summary>A change of a cluster that has nothing to do with what is wrong in it, or that takes one kind of evidence away.</summary>
/// <param name="Name">Its name in lists.</param>
/// <param name="MostLost">The share of right answers that may be lost.</param>
/// <param name="EditOf">The change.</param>
internal sealed record Gate(string Name, double MostLost, Func<GateScene, ClusterEdit> EditOf)
{
    public const string NoMetrics = "no metrics";
    public const string NoLogs = "no logs";
    public const string NoCallGraph = "no call graph";

    private const double Few = 0.02;

    /// <summary>Trouble of others, none of which is new or reaches what the alert is about.</summary>
    public static IReadOnlyList<Gate> Noise { get; } =
    [
        new("stale lines", Few, StaleLines),
        new("old service", Few, OldService),
        new("canary", Few, Canary),
        new("crash loops", Few, CrashLoops),
        new("restart at install", Few, RestartAtInstall),
    ];

    /// <summary>Evidence that is not there.</summary>
    public static IReadOnlyList<Gate> Missing { get; } =
    [
        new("no events", 0.08, _ => new ClusterEdit { Lacks = q => q is { Verb: QueryVerb.List, Resource: "events" } }),
        new(NoMetrics, Few, _ => new ClusterEdit { Lacks = q => q.Verb == QueryVerb.Metrics }),
        new(NoLogs, Few, _ => new ClusterEdit { Lacks = q => q.Verb == QueryVerb.Logs }),
        new(NoCallGraph, Few, _ => new ClusterEdit { Lacks = q => q is { Verb: QueryVerb.Discover, Resource: "servicegraph" } }),
    ];

    /// <summary>Pods that end with an error again and again since a time.</summary>
    public static ClusterEdit CrashLoopOf(IReadOnlyList<Pod> pods, DateTimeOffset since, DateTimeOffset now) => new()
    {
        Pods = Changes(pods, pod => Crash(pod, since, now)),
        Objects = [.. pods.Select(p => Standing.BackOff(p.Namespace!, p.Name, p.Spec.Containers[0].Name, since, now))],
        Lines = [.. pods.Select(p => Standing.CrashLines(p.Namespace!, p.Name, p.Spec.Containers[0].Name, now))],
    };

    private static ClusterEdit StaleLines(GateScene scene)
    {
        var old = scene.Some(2).SelectMany(w => w.Pods).ToList();
        var at = scene.StartsAt.AddHours(-3 - (scene.Seed % 90));
        return new ClusterEdit
        {
            Pods = Changes(old, pod => Age(pod, scene.StartsAt.AddDays(-9))),
            Lines = [.. old.Select((p, i) => new AddedLines(p.Namespace!, p.Name, p.Spec.Containers[0].Name,
                [.. StaleLine.Of(scene.Seed + i, at)]))],
        };
    }

    // One that has nothing to do with any workload, one that is almost another's, and one for a version that no pod has.
    private static ClusterEdit OldService(GateScene scene)
    {
        var (name, selected) = (scene.Seed % 3) switch
        {
            0 => ("legacy-exports", """{"app":"legacy-exports"}"""),
            1 => (scene.NameLike + "-old", $$"""{"app":"{{scene.NameLike}}-v0"}"""),
            _ => (scene.NameLike + "-internal", $$"""{"app":"{{scene.NameLike}}","version":"v1"}"""),
        };
        return new ClusterEdit { Objects = Standing.ServiceWithoutPods(scene.Namespace, name, selected, scene.StartsAt.AddDays(-31)) };
    }

    private static ClusterEdit Canary(GateScene scene) => new()
    {
        Objects = Standing.CannotPull(
            scene.Namespace, scene.NameLike + "-canary", scene.Node, scene.StartsAt.AddMinutes(scene.Seed % 2 == 0 ? -12 : -4)),
    };

    private static ClusterEdit CrashLoops(GateScene scene) => new()
    {
        Objects =
        [
            Standing.Namespace("playground"),
            .. Standing.CrashLoop("playground", "importer", scene.Node, scene.StartsAt.AddDays(-6), scene.State.Now),
            .. Standing.CrashLoop("playground", "scraper", scene.Node, scene.StartsAt.AddMinutes(-15), scene.State.Now),
            .. Standing.CrashLoop(scene.Namespace, "old-importer", scene.Node, scene.StartsAt.AddDays(-6), scene.State.Now),
        ],
        Lines =
        [
            Lines("playground", "importer", scene), Lines("playground", "scraper", scene),
            Lines(scene.Namespace, "old-importer", scene),
        ],
    };

    private static AddedLines Lines(string ns, string name, GateScene scene) =>
        Standing.CrashLines(ns, Standing.PodName(name), "main", scene.State.Now);

    private static ClusterEdit RestartAtInstall(GateScene scene)
    {
        var installed = scene.StartsAt - (scene.Seed % 3) switch
        {
            0 => TimeSpan.FromMinutes(50),
            1 => TimeSpan.FromHours(5),
            _ => TimeSpan.FromDays(3),
        };
        var pods = scene.Working.SelectMany(w => w.Pods).ToList();
        return new ClusterEdit
        {
            Pods = Changes(pods, pod => RestartOnce(pod, installed)),
            Lines = [.. scene.Some(3).SelectMany(w => w.Pods)
                .Select((p, i) => new AddedLines(p.Namespace!, p.Name, p.Spec.Containers[0].Name,
                    [.. StaleLine.Of(scene.Seed + i, installed)]))],
        };
    }

    private static Dictionary<(string, string), Action<JsonObject>> Changes(IEnumerable<Pod> pods, Action<JsonObject> change) =>
        pods.DistinctBy(p => (p.Namespace, p.Name)).ToDictionary(p => (p.Namespace ?? "", p.Name), _ => change);

    private static void Age(JsonObject pod, DateTimeOffset created)
    {
        pod["metadata"]!["creationTimestamp"] = Standing.At(created);
        pod["status"]!["startTime"] = Standing.At(created);
        foreach (var condition in pod["status"]?["conditions"]?.AsArray() ?? [])
        {
            condition!["lastTransitionTime"] = Standing.At(created.AddSeconds(75));
        }

        foreach (var container in pod["status"]!["containerStatuses"]!.AsArray()) container!["state"] = Running(created.AddSeconds(5));
    }

    private static void RestartOnce(JsonObject pod, DateTimeOffset created)
    {
        Age(pod, created);
        foreach (var container in pod["status"]!["containerStatuses"]!.AsArray())
        {
            container!["restartCount"] = 1;
            container["state"] = Running(created.AddSeconds(45));
            container["lastState"] = Standing.Terminated(created.AddSeconds(5), created.AddSeconds(25));
        }
    }

    private static void Crash(JsonObject pod, DateTimeOffset since, DateTimeOffset now)
    {
        Age(pod, since.AddDays(-3));
        foreach (var condition in pod["status"]!["conditions"]!.AsArray().Where(c => (string?)c!["type"] is "Ready" or "ContainersReady"))
        {
            condition!["status"] = "False";
            condition["lastTransitionTime"] = Standing.At(since);
        }

        var last = now.AddSeconds(-70) > since ? now.AddSeconds(-70) : since;
        foreach (var container in pod["status"]!["containerStatuses"]!.AsArray())
        {
            container!["ready"] = false;
            container["restartCount"] = Standing.Restarts(since, now);
            container["state"] = JsonNode.Parse("""{"waiting":{"reason":"CrashLoopBackOff"}}""");
            container["lastState"] = Standing.Terminated(last.AddSeconds(-2), last);
        }
    }

    private static JsonNode Running(DateTimeOffset at) => JsonNode.Parse($$$"""{"running":{"startedAt":"{{{Standing.At(at)}}}"}}""")!;
}
