using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>The ConfigMap or Secret that a workload refers to, with the keys that its template reads from it.</summary>
internal static class MissingKeys
{
    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context)
    {
        var wanted = finding.Affects.FirstOrDefault(o => o.Kind is nameof(ConfigMap) or nameof(Secret));
        if (wanted is null || ClusterState.TemplateOf(context.State.Find(finding.Object)) is not { } template) return [];
        var keys = Keys(template.Spec, wanted).Distinct(StringComparer.Ordinal).ToList();
        return context.State.Find(wanted) is { } there ? Added(wanted, there, keys) : [Kubectl.CreateWithKeys(wanted, keys)];
    }

    private static List<KubectlCommand> Added(ObjectReference wanted, KubernetesObject there, List<string> keys)
    {
        var known = there switch
        {
            ConfigMap map => map.Data.Keys.Concat(map.BinaryData.Keys),
            Secret { Data: { } data } => data.Keys,
            _ => null,
        };
        return known is null ? [] : [.. keys.Except(known)
            .Select(k => Kubectl.Patch(wanted, JsonPatch.Merge("VALUE", wanted.Kind == nameof(Secret) ? "stringData" : "data", k)))];
    }

    private static IEnumerable<string> Keys(PodSpec spec, ObjectReference wanted)
    {
        var isSecret = wanted.Kind == nameof(Secret);
        var ofVariables = spec.InitContainers.Concat(spec.Containers).SelectMany(c => c.Env)
            .Select(e => isSecret ? e.ValueFrom?.SecretKeyRef : e.ValueFrom?.ConfigMapKeyRef)
            .Where(r => r?.Name == wanted.Name && !r.Optional).Select(r => r!.Key);
        var ofVolumes = spec.Volumes.SelectMany(v => isSecret
            ? v.Secret?.SecretName == wanted.Name ? v.Secret.Items ?? [] : []
            : v.ConfigMap?.Name == wanted.Name ? v.ConfigMap.Items ?? [] : []).Select(i => i.Key);
        return ofVariables.Concat(ofVolumes);
    }
}
