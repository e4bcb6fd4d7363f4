using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>Finds what else does not work because of the causes.</summary>
internal static class BlastRadiusOf
{
    public static BlastRadius Causes(IReadOnlyList<RankedCause> causes, ClusterState state)
    {
        if (causes.Count == 0) return new BlastRadius();
        var best = causes[0];
        var workloads = best.Effects.Prepend(best.Finding)
            .SelectMany(f => f.Affects.Prepend(f.Object))
            .Where(o => ClusterState.TemplateOf(state.Find(o)) is not null && o.Kind != "Pod")
            .Distinct()
            .ToList();
        var services = workloads
            .SelectMany(w => state.Find(w) is { } item ? state.ServicesOf(item) : [])
            .Select(s => s.Reference)
            .Distinct()
            .ToList();
        var ingresses = state.All<Ingress>().Where(i => BackendsOf(i).Any(services.Contains)).Select(i => i.Reference).ToList();
        return new BlastRadius { Workloads = workloads, Services = services, Ingresses = ingresses };
    }

    private static IEnumerable<ObjectReference> BackendsOf(Ingress ingress) =>
        ingress.Spec.Rules.SelectMany(r => r.Http?.Paths ?? []).Select(p => p.Backend).Append(ingress.Spec.DefaultBackend)
            .Where(b => b?.Service is not null)
            .Select(b => new ObjectReference("Service", ingress.Namespace, b!.Service!.Name));
}
