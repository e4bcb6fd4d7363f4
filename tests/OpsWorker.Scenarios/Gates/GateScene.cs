using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Scenarios.Gates;

/// <summary>A recorded cluster that a gate changes.</summary>
/// <param name="State">The cluster as it is.</param>
/// <param name="Namespace">The namespace of the alert; of an alert without one, the one with most pods.</param>
/// <param name="StartsAt">The alert's start.</param>
/// <param name="Working">Workloads of the namespace all of whose pods are ready and never restarted, without those at fault.</param>
/// <param name="Seed">A number that is the same in each run, for variants.</param>
internal sealed record GateScene(
    ClusterState State, string Namespace, DateTimeOffset StartsAt,
    IReadOnlyList<(ObjectReference Workload, IReadOnlyList<Pod> Pods)> Working, int Seed)
{
    /// <summary>The scene of an incident.</summary>
    public static GateScene Of(ClusterState state, Incident incident, IReadOnlyList<ObjectReference> faulty, string name)
    {
        var ns = incident.Labels.GetValueOrDefault("namespace") ?? state.All<Pod>()
            .Where(p => p.Namespace?.StartsWith("kube-", StringComparison.Ordinal) == false)
            .GroupBy(p => p.Namespace!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key ?? "default";
        var working = state.All<Pod>().Where(p => p.Namespace == ns).GroupBy(state.WorkloadOf)
            .Where(g => g.Key is not null && g.All(IsWorking) && !faulty.Any(f => f.Name == g.Key.Name))
            .Select(g => (Workload: g.Key, Pods: (IReadOnlyList<Pod>)[.. g])).OrderBy(w => w.Workload.Name, StringComparer.Ordinal)
            .ToList();
        return new GateScene(state, ns, incident.StartsAt, working, name.Sum(c => c));
    }

    /// <summary>Some of the working workloads, others with each seed.</summary>
    public IEnumerable<(ObjectReference Workload, IReadOnlyList<Pod> Pods)> Some(int count) =>
        Enumerable.Range(0, Math.Min(count, Working.Count)).Select(i => Working[(Seed + (i * 7)) % Working.Count])
            .DistinctBy(w => w.Workload);

    /// <summary>The namespaces that have pods, without those of the system.</summary>
    public IReadOnlyList<string> Namespaces => [.. State.All<Pod>().Select(p => p.Namespace ?? "").Distinct()
        .Where(n => !n.StartsWith("kube-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>A node on which a pod of the namespace runs.</summary>
    public string Node => State.All<Pod>().Where(p => p.Namespace == Namespace).Select(p => p.Spec.NodeName)
        .Concat(State.All<Node>().Select(n => n.Name)).FirstOrDefault(n => !string.IsNullOrEmpty(n)) ?? "node-1";

    /// <summary>A name of the namespace, for what is added beside it.</summary>
    public string NameLike => Working.Count > 0 ? Working[Seed % Working.Count].Workload.Name : "orders";

    private static bool IsWorking(Pod pod) => pod.Status.Phase == "Running" && pod.Status.ContainerStatuses.Count > 0
        && pod.Status.ContainerStatuses.All(c => c.Ready && c.RestartCount == 0) && pod.Metadata.DeletionTimestamp is null;
}
