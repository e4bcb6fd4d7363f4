using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>A PersistentVolumeClaim, and the pods that use it.</summary>
internal static class DescribedClaim
{
    public static void Write(ElasticText text, Described described)
    {
        var claim = described.Object;
        var name = claim.At("metadata", "name").Text();
        text.Line("Name", name).Line("Namespace", claim.At("metadata", "namespace").Text());
        text.Line("StorageClass", claim.At("spec", "storageClassName").Text());
        var isLost = claim.At("metadata", "deletionTimestamp").ValueKind == JsonValueKind.String;
        text.Line("Status", isLost ? "Terminating" : claim.At("status", "phase").Text());
        text.Line("Volume", claim.At("spec", "volumeName").Text());
        DescribedParts.Metadata(text, claim);
        text.Line("Finalizers", $"[{string.Join(' ', claim.At("metadata", "finalizers").Items().Select(f => f.Text()))}]");
        text.Line("Capacity", claim.At("status", "capacity", "storage").Text());
        text.Line("Access Modes", KindColumns.AccessModes(claim.At("status", "accessModes")));
        text.Line("VolumeMode", claim.At("spec", "volumeMode").Text("Filesystem"));
        text.Lines("Used By", described.Beside.Where(pod => Uses(pod, name)).Select(pod => pod.At("metadata", "name").Text()));
    }

    private static bool Uses(JsonElement pod, string claim) =>
        pod.At("spec", "volumes").Items().Any(volume => volume.At("persistentVolumeClaim", "claimName").Text() == claim);
}
