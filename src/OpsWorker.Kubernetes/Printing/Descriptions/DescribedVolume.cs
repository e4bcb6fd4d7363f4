using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>A pod's volume: its type, and what it is made of.</summary>
internal static class DescribedVolume
{
    public static void Write(ElasticText text, JsonElement volume, int level)
    {
        text.Heading(volume.At("name").Text(), level);
        var source = volume.Fields().FirstOrDefault(field => field.Name != "name");
        if (source.Value.ValueKind == JsonValueKind.Undefined) return;
        text.Line("Type", Type(source.Name), level + 1);
        foreach (var field in source.Value.Fields())
        {
            if (field.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) continue;
            text.Line(char.ToUpperInvariant(field.Name[0]) + field.Name[1..], field.Value.Text(), level + 1);
        }
    }

    private static string Type(string source) => source switch
    {
        "configMap" => "ConfigMap (a volume populated by a ConfigMap)",
        "secret" => "Secret (a volume populated by a Secret)",
        "emptyDir" => "EmptyDir (a temporary directory that shares a pod's lifetime)",
        "persistentVolumeClaim" => "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
        "hostPath" => "HostPath (bare host directory volume)",
        "projected" => "Projected (a volume that contains injected data from multiple sources)",
        _ => source,
    };
}
