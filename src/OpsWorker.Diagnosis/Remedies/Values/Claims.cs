using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>Twice the size of a claim whose volume is full, where its storage class lets it grow.</summary>
internal static class Claims
{
    private const decimal Gibibyte = 1024 * 1024 * 1024;

    public static IReadOnlyList<KubectlCommand> Enlarge(Finding finding, DiagnosisContext context)
    {
        var claims = context.State.All<PersistentVolumeClaim>().Where(c => c.Status.Phase == "Bound"
            && (c.Reference == finding.Object || finding.Affects.Contains(c.Reference)
                || context.State.PodsOf(finding.Object).Any(p => PodFacts.Mounts(p, c)))).ToList();
        return claims is [var claim] && Grows(claim, context) && claim.Spec.Resources.Requests.TryGetValue("storage", out var size)
            ? [Kubectl.Patch(claim.Reference, JsonPatch.Merge(Doubled(size), "spec", "resources", "requests", "storage"))]
            : [];
    }

    private static bool Grows(PersistentVolumeClaim claim, DiagnosisContext context) =>
        context.State.Find<StorageClass>(null, claim.Spec.StorageClassName) is { Raw.ValueKind: JsonValueKind.Object } storage
        && storage.Raw.TryGetProperty("allowVolumeExpansion", out var allows) && allows.ValueKind == JsonValueKind.True;

    private static string Doubled(Quantity size) => Math.Ceiling(size.Value * 2 / Gibibyte).ToString(CultureInfo.InvariantCulture) + "Gi";
}
