using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>
/// Asks for pods that a list left out because it was too long and that something says are in trouble: warnings are about
/// them, or a Service has them as backends that are not ready. A namespace of thousands of pods is judged by these.
/// </summary>
internal static class CutPods
{
    /// <summary>How many pods are asked for at most: of a workload's many pods a few tell what is wrong with all.</summary>
    public const int MaxPods = 20;

    public static void Want(DiagnosisContext context)
    {
        var cut = context.State.Evidence.Values.Select(e => e.Result)
            .Where(r => r.OmittedBytes > 0 && r.Query is { Verb: QueryVerb.List, Resource: "pods" })
            .Select(r => r.Query.Namespace).ToHashSet();
        if (cut.Count == 0) return;
        var named = Warned(context).Concat(NotReady(context))
            .Where(p => (cut.Contains(p.Namespace) || cut.Contains(null)) && context.State.Find<Pod>(p.Namespace, p.Name) is null)
            .Distinct().Take(MaxPods);
        foreach (var (ns, name) in named)
        {
            context.Want(new Query { Verb = QueryVerb.Get, Resource = "pods", Namespace = ns, Name = name, MaxBytes = Plan.UsualBytes });
        }
    }

    private static IEnumerable<(string? Namespace, string Name)> Warned(DiagnosisContext context) => context.State.All<Event>()
        .Where(e => e.Type == "Warning" && e.About is { Kind: "Pod", Name: not null })
        .OrderByDescending(e => e.LastAt)
        .Select(e => (e.About!.Namespace ?? e.Namespace, e.About.Name!));

    private static IEnumerable<(string? Namespace, string Name)> NotReady(DiagnosisContext context) =>
        from slice in context.State.All<EndpointSlice>()
        from endpoint in slice.Endpoints
        where endpoint.Conditions?.Ready == false && endpoint.TargetRef is { Kind: "Pod", Name: not null }
        select (slice.Namespace, endpoint.TargetRef!.Name!);
}
