using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsWorker.Scenarios.Gates;

/// <summary>Objects with trouble of their own, at a time of one's choice.</summary>
internal static class Standing
{
    public static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A namespace.</summary>
    public static JsonObject Namespace(string name) => Parse($$"""
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{name}}"},"status":{"phase":"Active"} }
        """);

    /// <summary>A state of a container that ended with an error.</summary>
    public static JsonObject Terminated(DateTimeOffset started, DateTimeOffset finished) => Parse($$"""
        {"terminated":{"exitCode":1,"reason":"Error","startedAt":"{{At(started)}}","finishedAt":"{{At(finished)}}"} }
        """);

    /// <summary>A Service that no pod fits, with empty endpoints.</summary>
    public static IReadOnlyList<JsonObject> ServiceWithoutPods(string ns, string name, string selected, DateTimeOffset created) =>
    [
        Parse($$"""
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"{{name}}","namespace":"{{ns}}","uid":"{{name}}-service",
            "creationTimestamp":"{{At(created)}}"},
             "spec":{"type":"ClusterIP","clusterIP":"10.96.200.17","selector":{{selected}},"ports":[{"name":"http","port":80,
             "targetPort":8080,"protocol":"TCP"}]} }
            """),
        Parse($$"""
            {"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"{{name}}","namespace":"{{ns}}","uid":"{{name}}-endpoints",
            "creationTimestamp":"{{At(created)}}"} }
            """),
    ];

    /// <summary>A Deployment whose one pod cannot pull its image.</summary>
    public static IReadOnlyList<JsonObject> CannotPull(string ns, string name, string node, DateTimeOffset created) =>
    [
        .. Workload(ns, name, created, $"registry.example/team/{name}:0.0.0-missing"),
        Parse($$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{{PodMetadata(ns, name, created)}},
             "spec":{"nodeName":"{{node}}","containers":[{"name":"main","image":"registry.example/team/{{name}}:0.0.0-missing",
             "resources":{} }]},
             "status":{"phase":"Pending","startTime":"{{At(created)}}",
              "conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"{{At(created)}}"},{"type":"Ready",
              "status":"False","reason":"ContainersNotReady","lastTransitionTime":"{{At(created)}}"}],
              "containerStatuses":[{"name":"main","ready":false,"restartCount":0,"image":"registry.example/team/{{name}}:0.0.0-missing",
              "imageID":"",
               "state":{"waiting":{"reason":"ImagePullBackOff",
               "message":"Back-off pulling image \"registry.example/team/{{name}}:0.0.0-missing\""} } }]} }
            """),
        Event(
            ns, PodName(name), "Failed",
            $"Failed to pull image \\\"registry.example/team/{name}:0.0.0-missing\\\": code = NotFound: manifest unknown: not found",
            created.AddSeconds(4), created.AddMinutes(3), 4),
    ];

    /// <summary>A Deployment whose one pod ends with an error again and again.</summary>
    public static IReadOnlyList<JsonObject> CrashLoop(string ns, string name, string node, DateTimeOffset since, DateTimeOffset now)
    {
        var restarts = Restarts(since, now);
        var last = now.AddSeconds(-70) > since ? now.AddSeconds(-70) : since;
        return
        [
            .. Workload(ns, name, since, $"registry.example/team/{name}:3.1"),
            Parse($$"""
                {"apiVersion":"v1","kind":"Pod","metadata":{{PodMetadata(ns, name, since)}},
                 "spec":{"nodeName":"{{node}}","containers":[{"name":"main","image":"registry.example/team/{{name}}:3.1","resources":{} }]},
                 "status":{"phase":"Running","startTime":"{{At(since)}}",
                  "conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"{{At(since)}}"},{"type":"Ready",
                  "status":"False","reason":"ContainersNotReady","lastTransitionTime":"{{At(since)}}"}],
                  "containerStatuses":[{"name":"main","ready":false,"restartCount":{{restarts}},
                  "image":"registry.example/team/{{name}}:3.1","imageID":"",
                   "state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 5m0s restarting failed container"} },
                   "lastState":{"terminated":{"exitCode":1,"reason":"Error","startedAt":"{{At(last.AddSeconds(-2))}}",
                   "finishedAt":"{{At(last)}}"} } }]} }
                """),
            BackOff(ns, PodName(name), "main", since, now),
        ];
    }

    /// <summary>The restarts of such a pod: one every five minutes.</summary>
    public static int Restarts(DateTimeOffset since, DateTimeOffset now) => Math.Max(3, (int)((now - since).TotalMinutes / 5));

    /// <summary>The event of such a pod.</summary>
    public static JsonObject BackOff(string ns, string pod, string container, DateTimeOffset since, DateTimeOffset now) =>
        Event(ns, pod, "BackOff", $"Back-off restarting failed container {container} in pod", since.AddSeconds(30), now.AddSeconds(-20),
            Restarts(since, now) * 20);

    /// <summary>The log of such a pod.</summary>
    public static AddedLines CrashLines(string ns, string pod, string container, DateTimeOffset now) => new(
        ns, pod, container,
        [
            $"{At(now.AddSeconds(-72))} INFO starting importer",
            $"{At(now.AddSeconds(-71))} ERROR cannot parse feed: unexpected token at line 14",
            $"{At(now.AddSeconds(-70))} FATAL giving up",
        ]);

    private static IEnumerable<JsonObject> Workload(string ns, string name, DateTimeOffset created, string image)
    {
        var template = $$"""
            {"metadata":{"labels":{"app":"{{name}}","release":"{{name}}"} },"spec":{"containers":[{"name":"main","image":"{{image}}"}]} }
            """;
        yield return Parse($$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{name}}","namespace":"{{ns}}","uid":"{{name}}-d",
            "creationTimestamp":"{{At(created)}}","generation":1},
             "spec":{"replicas":1,"selector":{"matchLabels":{"release":"{{name}}"} },"template":{{template}} },
             "status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"unavailableReplicas":1} }
            """);
        yield return Parse($$"""
            {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"{{name}}-6f4d9","namespace":"{{ns}}","uid":"{{name}}-r",
            "creationTimestamp":"{{At(created)}}",
              "annotations":{"deployment.kubernetes.io/revision":"1"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment",
              "name":"{{name}}","uid":"{{name}}-d","controller":true}]},
             "spec":{"replicas":1,"template":{{template}} },"status":{"replicas":1,"readyReplicas":0} }
            """);
    }

    /// <summary>The pod of what is added.</summary>
    public static string PodName(string name) => $"{name}-6f4d9-k2vxq";

    private static string PodMetadata(string ns, string name, DateTimeOffset created) => $$"""
        {"name":"{{PodName(name)}}","namespace":"{{ns}}","uid":"{{name}}-p","creationTimestamp":"{{At(created)}}",
        "labels":{"app":"{{name}}","release":"{{name}}"},
         "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"{{name}}-6f4d9","uid":"{{name}}-r","controller":true}]}
        """;

    private static JsonObject Event(
        string ns, string pod, string reason, string message, DateTimeOffset first, DateTimeOffset last, int count) => Parse($$"""
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"{{pod}}.{{reason.ToLowerInvariant()}}","namespace":"{{ns}}",
        "creationTimestamp":"{{At(first)}}"},
         "involvedObject":{"kind":"Pod","namespace":"{{ns}}","name":"{{pod}}"},"type":"Warning","reason":"{{reason}}",
         "message":"{{message}}",
         "firstTimestamp":"{{At(first)}}","lastTimestamp":"{{At(last)}}","count":{{count}},"source":{"component":"kubelet"} }
        """);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
