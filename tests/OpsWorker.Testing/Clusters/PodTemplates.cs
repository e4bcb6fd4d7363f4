using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

/// <summary>
/// Writes what workload controllers make of a pod template: the ReplicaSets of Deployments, and the labels and the
/// specification of pods.
/// </summary>
internal static class PodTemplates
{
    private const string DefaultHash = "7d4b9c";

    public static void Apply(ClusterRecording cluster)
    {
        foreach (var deployment in cluster.All("deployments")) AddReplicaSets(cluster, deployment);
        foreach (var pod in cluster.All("pods"))
        {
            if (TemplateOf(cluster, pod) is { } template) Fill(pod, template);
        }
    }

    // The pods say by their owner which ReplicaSets there are; a Deployment without pods has one too.
    private static void AddReplicaSets(ClusterRecording cluster, JsonObject deployment)
    {
        var (ns, name) = (Ownership.NamespaceOf(deployment), Ownership.NameOf(deployment));
        var sets = cluster.In("replicasets", ns).Where(r => Ownership.IsOwnedBy(r, "Deployment", name));
        var written = sets.Select(Ownership.NameOf).ToHashSet();
        var pods = cluster.In("pods", ns).Where(p => Ownership.IsOwnedBy(p, "Deployment", name));
        var named = pods.Select(p => Ownership.ControllerOf(p)!.Value.Name).Distinct().ToList();
        if (named.Count == 0 && written.Count == 0) named.Add($"{name}-{DefaultHash}");
        foreach (var set in named.Except(written)) cluster.Add("replicasets", ReplicaSet(deployment, set));
    }

    private static JsonObject ReplicaSet(JsonObject deployment, string name)
    {
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = Ownership.NamespaceOf(deployment),
            ["creationTimestamp"] = deployment["metadata"]!["creationTimestamp"]?.DeepClone(),
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["kind"] = "Deployment",
                ["name"] = Ownership.NameOf(deployment),
                ["controller"] = true,
            }),
        };
        var spec = new JsonObject();
        foreach (var field in (string[])["replicas", "selector", "template"]) spec[field] = deployment["spec"]?[field]?.DeepClone();
        var status = deployment["status"]?.DeepClone();
        return new JsonObject { ["kind"] = "ReplicaSet", ["metadata"] = metadata, ["spec"] = spec, ["status"] = status };
    }

    private static JsonNode? TemplateOf(ClusterRecording cluster, JsonObject pod)
    {
        if (Ownership.ControllerOf(pod) is not { } owner) return null;
        return cluster.In(owner.Kind.ToLowerInvariant() + "s", Ownership.NamespaceOf(pod))
            .FirstOrDefault(o => Ownership.NameOf(o) == owner.Name)?["spec"]?["template"];
    }

    private static void Fill(JsonObject pod, JsonNode template)
    {
        if (template["metadata"]?["labels"] is { } labels) pod["metadata"]!["labels"] ??= labels.DeepClone();
        pod["spec"] ??= new JsonObject();
        foreach (var (field, value) in template["spec"] as JsonObject ?? []) pod["spec"]![field] ??= value?.DeepClone();
    }
}
