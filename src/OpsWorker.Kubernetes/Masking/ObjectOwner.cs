using System.Text.Json;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>The owner of an object: its controller, else itself. Revisions of one workload have the same owner.</summary>
internal static class ObjectOwner
{
    public static string Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("metadata", out var metadata)
            || metadata.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        if (metadata.TryGetProperty("ownerReferences", out var owners) && owners.ValueKind == JsonValueKind.Array)
        {
            foreach (var owner in owners.EnumerateArray())
            {
                if (owner.ValueKind == JsonValueKind.Object
                    && owner.TryGetProperty("controller", out var is_)
                    && is_.ValueKind == JsonValueKind.True)
                {
                    return Text(owner, "uid");
                }
            }
        }

        return Text(metadata, "uid") is { Length: > 0 } uid ? uid : $"{Text(metadata, "namespace")}/{Text(metadata, "name")}";
    }

    private static string Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
