using System.Globalization;
using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

/// <summary>
/// Sets the fields that controllers, scheduler and kubelets set in a real cluster: ReplicaSets, pod specifications,
/// addresses, uids, statuses of workloads, Endpoints and EndpointSlices. A field that is set already is left as it is.
/// </summary>
internal static class Controllers
{
    private static readonly string[] s_withUid = ["nodes", "pods", "deployments", "replicasets", "statefulsets", "services", "events"];

    public static void Complete(ClusterRecording cluster)
    {
        AddNamespaces(cluster);
        PodTemplates.Apply(cluster);
        foreach (var (item, index) in s_withUid.SelectMany(cluster.All).Select((item, index) => (item, index)))
        {
            item["metadata"]!["uid"] ??= $"5c1e0f6a-0000-4000-8000-{index:x12}";
        }

        CompletePods(cluster.All("pods"));
        foreach (var resource in (string[])["deployments", "replicasets", "statefulsets"])
        {
            foreach (var workload in cluster.All(resource)) CompleteWorkload(workload, cluster.In("pods", Ownership.NamespaceOf(workload)));
        }

        foreach (var item in cluster.All("events")) CompleteEvent(item);
        ServiceEndpoints.Complete(cluster);
    }

    public static bool Selects(JsonNode? labels, JsonObject pod) =>
        labels is JsonObject { Count: > 0 } wanted && wanted.All(l => (string?)pod["metadata"]!["labels"]?[l.Key] == (string?)l.Value);

    public static bool IsReady(JsonObject pod) => HasCondition(pod["status"]!["conditions"] as JsonArray, "Ready", "True");

    private static void AddNamespaces(ClusterRecording cluster)
    {
        var created = cluster.CollectedAt.AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        JsonObject Metadata(string name, string? ns) => ns is null
            ? new() { ["name"] = name, ["creationTimestamp"] = created }
            : new() { ["name"] = name, ["namespace"] = ns, ["creationTimestamp"] = created };
        foreach (var ns in cluster.Namespaces.ToList())
        {
            if (!cluster.All("namespaces").Any(n => Ownership.NameOf(n) == ns))
            {
                var status = new JsonObject { ["phase"] = "Active" };
                var metadata = Metadata(ns, null);
                cluster.Add("namespaces", new JsonObject { ["kind"] = "Namespace", ["metadata"] = metadata, ["status"] = status });
            }

            cluster.Add("serviceaccounts", new JsonObject { ["kind"] = "ServiceAccount", ["metadata"] = Metadata("default", ns) });
        }
    }

    private static void CompletePods(IReadOnlyList<JsonObject> pods)
    {
        var addresses = new AddressPool("10.244", pods.Select(p => (string?)p["status"]?["podIP"]).OfType<string>());
        foreach (var pod in pods)
        {
            var status = pod["status"] as JsonObject ?? [];
            pod["status"] = status;
            status["phase"] ??= "Running";
            if (pod["spec"]?["nodeName"] is not null) CompleteScheduled(pod, status, addresses);
        }
    }

    private static void CompleteScheduled(JsonObject pod, JsonObject status, AddressPool addresses)
    {
        var conditions = status["conditions"] as JsonArray ?? [];
        status["conditions"] = conditions;
        if (!HasCondition(conditions, "PodScheduled", "True"))
        {
            conditions.Insert(0, new JsonObject { ["type"] = "PodScheduled", ["status"] = "True" });
        }

        status["hostIP"] ??= "192.168.8.20";
        status["startTime"] ??= pod["metadata"]!["creationTimestamp"]?.DeepClone();
        status["podIP"] ??= addresses.Next();
        foreach (var container in status["containerStatuses"] as JsonArray ?? [])
        {
            var spec = (pod["spec"]!["containers"] as JsonArray)?.FirstOrDefault(c => (string?)c!["name"] == (string?)container!["name"]);
            container!["image"] ??= spec?["image"]?.DeepClone();
        }
    }

    private static void CompleteWorkload(JsonObject workload, IReadOnlyList<JsonObject> pods)
    {
        var mine = pods.Where(p => Selects(workload["spec"]?["selector"]?["matchLabels"], p)).ToList();
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

    private static bool HasCondition(JsonArray? conditions, string type, string status) =>
        conditions?.Any(c => (string?)c!["type"] == type && (string?)c["status"] == status) == true;
}
