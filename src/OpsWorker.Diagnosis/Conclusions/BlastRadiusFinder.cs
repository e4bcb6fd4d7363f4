using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>
/// Finds the objects that do not work because of the best cause: the workloads that it breaks, those that need them, the
/// Services in front of all of these and the ways in from outside; nearest first.
/// </summary>
internal static class BlastRadiusFinder
{
    /// <summary>The maximum number of objects of a kind; the farthest are left out.</summary>
    public const int MaxObjects = 50;

    public static BlastRadius Find(IReadOnlyList<RankedCause> causes, DiagnosisContext context)
    {
        if (causes.Count == 0) return new BlastRadius();
        var state = context.State;
        var touched = causes[0].Effects.Prepend(causes[0].Finding).SelectMany(f => f.Affects.Prepend(f.Object)).Distinct().ToList();
        var known = context.Workloads.Select(w => w.Reference).ToHashSet();
        var broken = touched.Select(state.WorkloadOf).OfType<ObjectReference>().Where(known.Contains)
            .OrderBy(o => Position(o, causes[0].Finding));
        var workloads = context.Dependencies.DependentsOf(broken).Select(d => d.Workload).Take(MaxObjects).ToList();
        var services = touched.Where(o => o.Kind == nameof(Service))
            .Concat(workloads.SelectMany(w => state.Find(w) is { } item ? state.ServicesOf(item) : []).Select(s => s.Reference))
            .Distinct().Take(MaxObjects).ToList();
        var ingresses = touched.Where(o => o.Kind is nameof(Ingress) or "HTTPRoute" or "GRPCRoute")
            .Concat(state.All<Ingress>().Where(i => RouteBackends.Of(i).Any(services.Contains)).Select(i => i.Reference))
            .Concat(state.All<HttpRoute>().Cast<GatewayApiRoute>().Concat(state.All<GrpcRoute>())
                .Where(r => RouteBackends.Of(r).Any(services.Contains)).Select(r => r.Reference))
            .Distinct().Take(MaxObjects).ToList();
        return new BlastRadius { Workloads = workloads, Services = services, Ingresses = ingresses };
    }

    // The broken workload itself, then what it breaks directly, then what its effects name.
    private static int Position(ObjectReference workload, Finding cause) =>
        workload == cause.Object ? 0 : cause.Affects.Contains(workload) ? 1 : 2;
}
