using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>Finds workloads that nobody calls: whatever is wrong with them, nobody else notices.</summary>
internal static class Isolation
{
    private static readonly TimeSpan s_later = TimeSpan.FromMinutes(10);
    private const int LeastNeighbours = 3;
    private const double MostNeighbours = Thresholds.NewcomerShare;

    /// <summary>Whether the finding is about one workload that no known client calls and no entry point leads to.</summary>
    public static bool IsUncalled(Finding finding, DiagnosisContext context)
    {
        if (context.Workloads.FirstOrDefault(w => w.Reference == finding.Object) is not { } workload) return false;
        if (finding.Affects.Any(o => o != finding.Object && context.Workloads.Any(w => w.Reference == o))) return false;
        var services = context.State.All<Service>().Where(s => DependencyGraph.IsBehind(s, workload)).ToList();
        if (services.Count == 0) return context.Dependencies.ClientsOf(workload.Reference).FirstOrDefault() is null;
        return context.State.Calls.Count > 0
            && context.Dependencies.ClientsOf(workload.Reference).FirstOrDefault() is null
            && !services.Exists(s => s.Spec.Type is "NodePort" or "LoadBalancer" || IsBackend(s, context));
    }

    /// <summary>Whether the workload was made well after most others of its namespace, and not changed since.</summary>
    public static bool IsNewcomer(ObjectReference item, DiagnosisContext context)
    {
        if (context.State.Find(item) is not { Metadata.CreationTimestamp: { } made } workload || workload.Metadata.Generation > 1) return false;
        var others = context.Workloads.Where(w => w.Reference != item && w.Reference.Namespace == item.Namespace)
            .Select(w => w.Item?.Metadata.CreationTimestamp).OfType<DateTimeOffset>().ToList();
        return others.Count >= LeastNeighbours && others.Count(o => o < made - s_later) > MostNeighbours * others.Count;
    }

    /// <summary>
    /// True where nobody can have relied on the workload, among others that work: no Service selects it, it has one revision, and none
    /// of its containers ever ran.
    /// </summary>
    public static bool NeverRan(ObjectReference item, DiagnosisContext context)
    {
        var workload = context.Workloads.FirstOrDefault(w => w.Reference == item);
        if (workload is not { Pods.Count: > 0, Item.Metadata.Generation: null or <= 1 }) return false;
        if (!context.State.Listed<Service>(item.Namespace)) return false;
        if (context.State.All<Service>().Any(s => DependencyGraph.IsBehind(s, workload))) return false;
        if (context.Workloads.Count(w => w.Reference.Namespace == item.Namespace && w.Ready > 0) < LeastNeighbours) return false;
        return workload.Pods.All(p => ContainerFacts.Of(p).All(c => c.Status.State.Running is null && c.LastEnd is null));
    }

    private static bool IsBackend(Service service, DiagnosisContext context) =>
        context.State.All<Ingress>().Any(i => i.Namespace == service.Namespace && i.Raw.GetRawText().Contains($"\"{service.Name}\"", StringComparison.Ordinal))
        || context.State.All<HttpRoute>().Any(r => r.Raw.GetRawText().Contains($"\"{service.Name}\"", StringComparison.Ordinal));
}
