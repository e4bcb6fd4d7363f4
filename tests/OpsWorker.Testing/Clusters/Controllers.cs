using System.Text.Json.Nodes;

namespace OpsWorker.Testing;

/// <summary>
/// Writes into the objects of a test cluster what controllers, scheduler and kubelets write into those of a real one:
/// addresses, uids, statuses of workloads, Endpoints and EndpointSlices. What a test has set is left alone.
/// </summary>
internal static class Controllers
{
    /// <param name="all">The objects of a resource.</param>
    /// <param name="add">Adds an object of a resource.</param>
    public static void Complete(Func<string, IReadOnlyList<JsonObject>> all, Action<string, JsonObject> add)
    {
        string[] resources = ["nodes", "pods", "deployments", "replicasets", "statefulsets", "services", "events"];
        foreach (var (item, index) in resources.SelectMany(all).Select((item, index) => (item, index)))
        {
            item["metadata"]!["uid"] ??= $"5c1e0f6a-0000-4000-8000-{index:x12}";
        }

        var pods = all("pods");
        foreach (var (pod, index) in pods.Select((pod, index) => (pod, index))) CompletePod(pod, index);
        foreach (var workload in all("deployments").Concat(all("replicasets")).Concat(all("statefulsets"))) CompleteWorkload(workload, pods);
        foreach (var item in all("events")) CompleteEvent(item);
        foreach (var (service, index) in all("services").Select((service, index) => (service, index)).ToList())
        {
            if ((string?)service["spec"]!["clusterIP"] != "None") service["spec"]!["clusterIP"] = $"10.96.{index / 250}.{(index % 250) + 2}";
            service["spec"]!["type"] ??= "ClusterIP";
            if (service["spec"]!["selector"] is JsonObject { Count: > 0 }) AddEndpoints(service, pods, add);
        }
    }

    private static void CompletePod(JsonObject pod, int index)
    {
        var status = pod["status"] as JsonObject ?? [];
        pod["status"] = status;
        status["phase"] ??= "Running";
        if (pod["spec"]?["nodeName"] is null) return;
        var conditions = status["conditions"] as JsonArray ?? [];
        status["conditions"] = conditions;
        conditions.Insert(0, new JsonObject { ["type"] = "PodScheduled", ["status"] = "True" });
        status["hostIP"] ??= "192.168.8.20";
        status["startTime"] ??= pod["metadata"]!["creationTimestamp"]?.DeepClone();
        status["podIP"] = $"10.244.{index / 250}.{(index % 250) + 2}";
        foreach (var container in status["containerStatuses"] as JsonArray ?? [])
        {
            var spec = (pod["spec"]!["containers"] as JsonArray)?.FirstOrDefault(c => (string?)c!["name"] == (string?)container!["name"]);
            container!["image"] ??= spec?["image"]?.DeepClone();
        }
    }

    private static void CompleteWorkload(JsonObject workload, IReadOnlyList<JsonObject> pods)
    {
        var mine = pods.Where(p => Selects(workload["spec"]?["selector"]?["matchLabels"], p, workload)).ToList();
        var ready = mine.Count(IsReady);
        var status = workload["status"] as JsonObject ?? [];
        workload["status"] = status;
        status["replicas"] ??= mine.Count;
        if (ready == 0) return;
        status["readyReplicas"] ??= ready;
        status["availableReplicas"] ??= ready;
    }

    private static void CompleteEvent(JsonObject item)
    {
        item["firstTimestamp"] ??= item["lastTimestamp"]?.DeepClone();
        item["count"] ??= 1;
    }

    private static void AddEndpoints(JsonObject service, IReadOnlyList<JsonObject> pods, Action<string, JsonObject> add)
    {
        var selected = pods.Where(p => p["status"]!["podIP"] is not null && Selects(service["spec"]!["selector"], p, service)).ToList();
        var ports = new JsonArray([.. ((JsonArray)service["spec"]!["ports"]!).Select(p => PortOf(p!, selected)).OfType<JsonNode>()]);
        var subset = new JsonObject();
        foreach (var (list, ready) in new[] { ("addresses", true), ("notReadyAddresses", false) })
        {
            var some = selected.Where(p => IsReady(p) == ready).Select(Address).ToArray();
            if (some.Length > 0) subset[list] = new JsonArray(some);
        }

        var endpoints = new JsonObject { ["kind"] = "Endpoints", ["metadata"] = Named(service) };
        if (subset.Count > 0 && ports.Count > 0)
        {
            subset["ports"] = ports.DeepClone();
            endpoints["subsets"] = new JsonArray(subset);
        }

        add("endpoints", endpoints);
        add("endpointslices", Slice(service, selected, ports));
    }

    private static JsonObject Slice(JsonObject service, IEnumerable<JsonObject> pods, JsonArray ports)
    {
        var metadata = Named(service);
        metadata["labels"] = new JsonObject { ["kubernetes.io/service-name"] = (string?)service["metadata"]!["name"] };
        metadata["name"] = (string?)metadata["name"] + "-x7k2p";
        var endpoints = pods.Select(p => (JsonNode)new JsonObject
        {
            ["addresses"] = new JsonArray((string?)p["status"]!["podIP"]),
            ["conditions"] = new JsonObject { ["ready"] = IsReady(p), ["serving"] = IsReady(p), ["terminating"] = false },
            ["nodeName"] = (string?)p["spec"]!["nodeName"],
            ["targetRef"] = Reference(p),
        });
        return new JsonObject
        {
            ["kind"] = "EndpointSlice",
            ["metadata"] = metadata,
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray([.. endpoints]),
            ["ports"] = ports,
        };
    }

    // A port that is named and that no container bears is left out of the Endpoints.
    private static JsonObject? PortOf(JsonNode port, IEnumerable<JsonObject> pods)
    {
        var target = port["targetPort"] ?? port["port"]!;
        if (target.GetValueKind() == System.Text.Json.JsonValueKind.String)
        {
            var name = (string?)target;
            target = pods.SelectMany(p => (JsonArray)p["spec"]!["containers"]!).SelectMany(c => c!["ports"] as JsonArray ?? [])
                .FirstOrDefault(p => (string?)p!["name"] == name)?["containerPort"];
        }

        return target is null ? null : new JsonObject { ["port"] = target.DeepClone(), ["protocol"] = (string?)port["protocol"] ?? "TCP" };
    }

    private static JsonObject Address(JsonObject pod) => new()
    {
        ["ip"] = (string?)pod["status"]!["podIP"],
        ["nodeName"] = (string?)pod["spec"]!["nodeName"],
        ["targetRef"] = Reference(pod),
    };

    private static JsonObject Reference(JsonObject pod) => new()
    {
        ["kind"] = "Pod",
        ["name"] = (string?)pod["metadata"]!["name"],
        ["namespace"] = (string?)pod["metadata"]!["namespace"],
    };

    private static JsonObject Named(JsonObject item) => new()
    {
        ["name"] = (string?)item["metadata"]!["name"],
        ["namespace"] = (string?)item["metadata"]!["namespace"],
    };

    private static bool Selects(JsonNode? labels, JsonObject pod, JsonObject item) =>
        labels is JsonObject { Count: > 0 } wanted
        && (string?)item["metadata"]!["namespace"] == (string?)pod["metadata"]!["namespace"]
        && wanted.All(l => (string?)pod["metadata"]!["labels"]?[l.Key] == (string?)l.Value);

    private static bool IsReady(JsonObject pod) => (pod["status"]!["conditions"] as JsonArray)?
        .Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True") == true;
}
