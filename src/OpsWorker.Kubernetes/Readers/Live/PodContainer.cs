using System.Text.Json;

namespace OpsWorker.Kubernetes.Readers.Live;

/// <summary>A container of a pod.</summary>
internal sealed record PodContainer(string Pod, string Container)
{
    private static readonly string[] Lists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>The containers of a pod object, in the order in which they start.</summary>
    public static IEnumerable<PodContainer> Of(JsonElement pod)
    {
        if (!pod.TryGetProperty("metadata", out var metadata) || !metadata.TryGetProperty("name", out var name)) yield break;
        if (!pod.TryGetProperty("spec", out var spec)) yield break;
        foreach (var list in Lists)
        {
            if (!spec.TryGetProperty(list, out var containers) || containers.ValueKind != JsonValueKind.Array) continue;
            foreach (var container in containers.EnumerateArray())
            {
                yield return new PodContainer(name.GetString()!, container.GetProperty("name").GetString()!);
            }
        }
    }
}
