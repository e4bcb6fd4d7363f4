using System.Text.Json.Nodes;
using OpsWorker.Core.Queries;

namespace OpsWorker.CodeHosts.Tests;

/// <summary>Answers queries with the Deployments of a scenario, their ReplicaSets and pods.</summary>
internal sealed class ScenarioCluster
{
    public const string Namespace = "shop";

    private static readonly DateTimeOffset s_longAgo = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, string> _logs = [];
    private readonly Dictionary<string, JsonArray> _lists = new()
    {
        ["deployments"] = [],
        ["replicasets"] = [],
        ["pods"] = [],
    };

    public ScenarioCluster(ChangeScenario scenario)
    {
        _now = scenario.AlertAt.AddMinutes(3);
        foreach (var workload in scenario.Workloads) Add(workload);
    }

    public IReadOnlyList<QueryResult> Answer(IReadOnlyList<Query> queries) => [.. queries.Select(Answer)];

    private QueryResult Answer(Query query)
    {
        var content = query switch
        {
            { Verb: QueryVerb.List, Namespace: Namespace } => Listed(query.Resource!),
            { Verb: QueryVerb.Logs, Name: { } pod, Previous: true } => _logs.GetValueOrDefault(pod),
            _ => null,
        };
        return new QueryResult
        {
            Query = query,
            Outcome = content is null ? QueryOutcome.NoData : QueryOutcome.Success,
            Content = content ?? "",
            CollectedAt = _now,
        };
    }

    private string? Listed(string resource) => _lists.TryGetValue(resource, out var items)
        ? $$"""{"kind":"List","items":{{items.ToJsonString()}}}"""
        : null;

    private void Add(RolledOutWorkload workload)
    {
        var before = Template(workload, workload.Before, isAfter: false);
        var after = Template(workload, workload.After, isAfter: true);
        _lists["deployments"].Add(Object("Deployment", workload.Name, s_longAgo, null, new JsonObject
        {
            ["replicas"] = 1,
            ["selector"] = new JsonObject { ["matchLabels"] = Labels(workload.Name) },
            ["template"] = after.DeepClone(),
        }));
        var isBack = workload.RolledBackAt is not null;
        _lists["replicasets"].Add(Set(workload, "before", isBack ? 8 : 6, before, s_longAgo.AddDays(1), isBack ? "6" : null));
        _lists["replicasets"].Add(Set(workload, "after", 7, after, workload.Returns ? s_longAgo : workload.RolledOutAt));
        var pod = Object(
            "Pod",
            $"{workload.Name}-x1",
            (workload.RolledBackAt ?? workload.RolledOutAt).AddSeconds(2),
            ("ReplicaSet", $"{workload.Name}-{(isBack ? "before" : "after")}"),
            after["spec"]!.DeepClone().AsObject());
        if (workload.Log.Count > 0) _logs[$"{workload.Name}-x1"] = string.Join('\n', workload.Log);
        pod["metadata"]!["labels"] = Labels(workload.Name);
        pod["status"] = Status(workload);
        _lists["pods"].Add(pod);
    }

    private static JsonObject Set(
        RolledOutWorkload workload, string suffix, int revision, JsonObject template, DateTimeOffset at, string? history = null)
    {
        var set = Object(
            "ReplicaSet", $"{workload.Name}-{suffix}", at, ("Deployment", workload.Name), new JsonObject { ["template"] = template });
        set["metadata"]!["annotations"] = new JsonObject { ["deployment.kubernetes.io/revision"] = revision.ToString("0", null) };
        if (history is not null) set["metadata"]!["annotations"]!["deployment.kubernetes.io/revision-history"] = history;
        return set;
    }

    private static JsonObject Template(RolledOutWorkload workload, IReadOnlyList<string> images, bool isAfter)
    {
        var annotations = new JsonObject();
        foreach (var (name, value) in workload.Annotations) annotations[name] = value;
        if (isAfter && workload.Restart) annotations["kubectl.kubernetes.io/restartedAt"] = workload.RolledOutAt.ToString("O");
        var containers = images.Select((image, index) => (JsonNode)new JsonObject
        {
            ["name"] = $"c{index}",
            ["image"] = image,
            ["env"] = workload.Variable is [var name, var old, var now]
                ? new JsonArray(new JsonObject { ["name"] = name, ["value"] = isAfter ? now : old })
                : new JsonArray(),
        });
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = Labels(workload.Name), ["annotations"] = annotations },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray([.. containers]) },
        };
    }

    private JsonObject Status(RolledOutWorkload workload)
    {
        var ended = new JsonObject
        {
            ["terminated"] = new JsonObject { ["exitCode"] = 1, ["reason"] = "Error", ["finishedAt"] = _now.AddMinutes(-1).ToString("O") },
        };
        var containers = workload.After.Select((image, index) => (JsonNode)new JsonObject
        {
            ["name"] = $"c{index}",
            ["image"] = image,
            ["ready"] = !workload.Fails,
            ["restartCount"] = workload.Fails ? 4 : 0,
            ["lastState"] = workload.Fails ? ended.DeepClone() : new JsonObject(),
            ["state"] = workload.Fails
                ? new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff", ["message"] = "back-off" } }
                : new JsonObject { ["running"] = new JsonObject { ["startedAt"] = workload.RolledOutAt.ToString("O") } },
        });
        return new JsonObject
        {
            ["phase"] = "Running",
            ["containerStatuses"] = new JsonArray([.. containers]),
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = workload.Fails ? "False" : "True" }),
        };
    }

    private static JsonObject Object(string kind, string name, DateTimeOffset at, (string Kind, string Name)? owner, JsonObject spec)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = Namespace, ["creationTimestamp"] = at.ToString("O") };
        if (owner is { } by)
        {
            metadata["ownerReferences"] = new JsonArray(
                new JsonObject { ["kind"] = by.Kind, ["name"] = by.Name, ["controller"] = true });
        }

        return new JsonObject { ["kind"] = kind, ["metadata"] = metadata, ["spec"] = spec };
    }

    private static JsonObject Labels(string name) => new() { ["app"] = name };
}
