using System.Text.Json;

namespace OpsWorker.Pipeline.Drift;

/// <summary>
/// Compares manifests with live objects, field by field. A field that a manifest does not have is the cluster's, unless managedFields say
/// that a person or a foreign program set it. Pure.
/// </summary>
public static class DriftComparison
{
    private static readonly string[] s_hooks = ["helm.sh/hook", "argocd.argoproj.io/hook"];

    /// <summary>The differences, in order of the manifests and their fields.</summary>
    /// <param name="desired">Manifests: a release of Helm, a folder that was rendered, the sources of an application.</param>
    /// <param name="live">The cluster's objects, with managedFields where actors are wanted.</param>
    /// <param name="options">The default namespace and what is ignored.</param>
    public static IReadOnlyList<FieldDrift> Compare(
        IReadOnlyList<JsonElement> desired, IReadOnlyList<JsonElement> live, DriftOptions? options = null)
    {
        options ??= new DriftOptions();
        var objects = new ManifestSet(live);
        var scalers = new ManifestSet(live.Concat(desired));
        var drift = new List<FieldDrift>();
        foreach (var manifest in desired)
        {
            if (ManifestId.Of(manifest) is not { } id || IsHook(manifest)) continue;
            if (objects.Find(id, options.DefaultNamespace) is not { } found)
            {
                var missing = id with { Namespace = id.Namespace ?? options.DefaultNamespace };
                drift.Add(new FieldDrift(missing.ToString(), "", DriftKind.Missing, DriftSeverity.Functional));
                continue;
            }

            var comparison = new ObjectComparison(found.Id, found.Object, scalers.IsScaled(found.Id), options.Ignore);
            drift.AddRange(comparison.Compare(ManifestSet.Normal(manifest, id)));
        }

        return drift;
    }

    private static bool IsHook(JsonElement manifest) =>
        manifest.TryGetProperty("metadata", out var metadata)
        && metadata.TryGetProperty("annotations", out var annotations)
        && annotations.ValueKind == JsonValueKind.Object
        && s_hooks.Any(hook => annotations.TryGetProperty(hook, out _));
}
