using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>A Deployment: its replicas, its strategy, its template and its conditions.</summary>
internal static class DescribedDeployment
{
    private const string Revision = "deployment.kubernetes.io/revision";

    public static void Write(ElasticText text, Described described)
    {
        var deployment = described.Object;
        var (spec, status) = (deployment.At("spec"), deployment.At("status"));
        text.Line("Name", deployment.At("metadata", "name").Text()).Line("Namespace", deployment.At("metadata", "namespace").Text());
        text.Line("CreationTimestamp", DescribedParts.Time(deployment.At("metadata", "creationTimestamp")));
        DescribedParts.Metadata(text, deployment);
        text.Line("Selector", DescribedParts.Joined(spec.At("selector", "matchLabels")));
        text.Line(
            "Replicas",
            $"{spec.At("replicas").Text("1")} desired | {status.At("updatedReplicas").Text("0")} updated"
            + $" | {status.At("replicas").Text("0")} total | {status.At("availableReplicas").Text("0")} available"
            + $" | {status.At("unavailableReplicas").Text("0")} unavailable");
        text.Line("StrategyType", spec.At("strategy", "type").Text("RollingUpdate"));
        text.Line("MinReadySeconds", spec.At("minReadySeconds").Text("0"));
        if (spec.At("strategy", "rollingUpdate") is { ValueKind: JsonValueKind.Object } rolling)
        {
            text.Line(
                "RollingUpdateStrategy",
                $"{rolling.At("maxUnavailable").Text("25%")} max unavailable, {rolling.At("maxSurge").Text("25%")} max surge");
        }

        WriteTemplate(text, spec.At("template"));
        WriteConditions(text, status);
        WriteReplicaSets(text, deployment, described.Beside);
    }

    private static void WriteReplicaSets(ElasticText text, JsonElement deployment, IReadOnlyList<JsonElement> beside)
    {
        var name = deployment.At("metadata", "name").Text();
        var revision = deployment.At("metadata", "annotations", Revision).Text();
        var owned = beside.Where(set => set.At("metadata", "ownerReferences").Items().Any(owner => owner.At("name").Text() == name))
            .ToLookup(set => set.At("metadata", "annotations", Revision).Text() == revision, ReplicaSet);
        text.Line("OldReplicaSets", string.Join(", ", owned[false].DefaultIfEmpty("<none>")));
        text.Line("NewReplicaSet", owned[true].FirstOrDefault("<none>"));
    }

    private static string ReplicaSet(JsonElement set) =>
        $"{set.At("metadata", "name").Text()} ({set.At("status", "replicas").Text("0")}/{set.At("spec", "replicas").Text("0")} "
        + "replicas created)";

    private static void WriteTemplate(ElasticText text, JsonElement template)
    {
        text.Heading("Pod Template").Lines("Labels", DescribedParts.Pairs(template.At("metadata", "labels")), 1);
        if (template.At("spec", "serviceAccountName").Text() is { Length: > 0 } account) text.Line("Service Account", account, 1);
        text.Heading("Containers", 1);
        foreach (var container in template.At("spec", "containers").Items())
        {
            text.Text(container.At("name").Text() + ":", 3);
            DescribedContainer.Write(text, container, status: null);
        }

        DescribedPod.WriteVolumes(text, template.At("spec"), 1);
        DescribedPod.WritePlacement(text, template.At("spec"), 1);
    }

    private static void WriteConditions(ElasticText text, JsonElement status)
    {
        var conditions = status.At("conditions").Items().ToArray();
        if (conditions.Length == 0) return;
        text.Heading("Conditions");
        var rows = conditions.Select(c => (IReadOnlyList<string>)[c.At("type").Text(), c.At("status").Text(), c.At("reason").Text()]);
        text.Table([["Type", "Status", "Reason"], ["----", "------", "------"], .. rows]);
    }
}
