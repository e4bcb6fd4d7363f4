using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>The Services that the ways into a cluster lead to.</summary>
internal static class RouteBackends
{
    /// <summary>The Services of an HTTPRoute or GRPCRoute; without a namespace, those of its own.</summary>
    public static IEnumerable<ObjectReference> Of(GatewayApiRoute route) =>
        route.Spec.Rules.SelectMany(r => r.BackendRefs ?? []).Where(b => b.Kind is null or nameof(Service))
            .Select(b => new ObjectReference(nameof(Service), b.Namespace ?? route.Namespace, b.Name));

    /// <summary>The Services of an Ingress.</summary>
    public static IEnumerable<ObjectReference> Of(Ingress ingress) =>
        ingress.Spec.Rules.SelectMany(r => r.Http?.Paths ?? []).Select(p => p.Backend).Append(ingress.Spec.DefaultBackend)
            .Where(b => b?.Service is not null)
            .Select(b => new ObjectReference(nameof(Service), ingress.Namespace, b!.Service!.Name));
}
