using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>
/// The filters of the scheduler, evaluated on the objects that were read, for pods of which no word of the scheduler is
/// left. Of each node the first filter that it does not pass counts, in the scheduler's order. A node that passes all of
/// them by what was read means that the reason was not read: then there is none.
/// </summary>
internal static class NodeFilters
{
    private const string Hostname = "kubernetes.io/hostname";

    /// <summary>The reasons with the number of their nodes; empty where a node passes all filters, or there is no node.</summary>
    public static IReadOnlyList<Reason> Reasons(Pod pod, ClusterState state)
    {
        var nodes = state.All<Node>();
        var found = nodes.Select(n => FirstFailed(pod, n, nodes, state)).ToList();
        if (found.Count == 0 || found.Contains(null)) return [];
        return [.. found.Select(f => f!.Value).GroupBy(f => f).Select(g => new Reason(g.Key.Obstacle, g.Count(), g.Key.Detail))];
    }

    private static (Obstacle Obstacle, string Detail)? FirstFailed(Pod pod, Node node, IReadOnlyList<Node> nodes, ClusterState state)
    {
        if (node.Spec.Unschedulable) return (Obstacle.Cordoned, "");
        if (Placement.Against(pod.Spec, node).FirstOrDefault() is { } taint) return (Obstacle.Taint, taint.Key);
        if (node.Spec.Taints.Any(t => IsLifecycleAgainst(t, pod))) return (Obstacle.Unknown, "");
        if (!Placement.Matches(pod.Spec, node)) return (Obstacle.Selector, "");
        if (IsPortTaken(pod, node, state)) return (Obstacle.HostPort, "");
        if (Lacking(pod, node, state) is { } resource) return (OfResource(resource), resource);
        if (Skews(pod, node, nodes, state)) return (Obstacle.TopologySpread, "");
        if (AntiAffinity(pod).Any(t => Beside(t, pod, node, state).Any(p => p.Name != pod.Name))) return (Obstacle.PodAntiAffinity, "");
        return Affinity(pod).Any(t => !IsFirstOfItsKind(t, pod, state) && !Beside(t, pod, node, state).Any())
            ? (Obstacle.PodAffinity, "")
            : null;
    }

    private static bool IsLifecycleAgainst(Taint taint, Pod pod) => Placement.IsLifecycle(taint) && taint.Effect != "PreferNoSchedule"
        && !pod.Spec.Tolerations.Any(t => t.Tolerates(taint));

    private static Obstacle OfResource(string resource) => resource switch
    {
        "cpu" => Obstacle.Cpu,
        "memory" => Obstacle.Memory,
        _ => Obstacle.OtherResource,
    };

    private static bool IsPortTaken(Pod pod, Node node, ClusterState state)
    {
        var wanted = HostPorts(pod).ToHashSet();
        return wanted.Count > 0 && state.PodsOn(node.Name).Where(p => !PodFacts.IsGoing(p)).SelectMany(HostPorts).Any(wanted.Contains);
    }

    private static IEnumerable<(int, string)> HostPorts(Pod pod) => pod.Spec.Containers.SelectMany(c => c.Ports)
        .Where(p => p.HostPort > 0).Select(p => (p.HostPort!.Value, p.Protocol ?? "TCP"));

    // Pods of namespaces that were not read take room too: what lacks even so lacks in any case.
    private static string? Lacking(Pod pod, Node node, ClusterState state)
    {
        if (node.Status.Allocatable.Count == 0) return null;
        var running = state.PodsOn(node.Name).Where(p => p.Status.Phase is not ("Succeeded" or "Failed")).ToList();
        if (node.Status.Allocatable.TryGetValue("pods", out var room) && running.Count >= room.Value) return "pods";
        foreach (var (resource, wanted) in PodRequests.Of(pod.Spec))
        {
            if (wanted == 0) continue;
            var taken = running.Sum(p => PodRequests.Of(p.Spec).GetValueOrDefault(resource));
            if (taken + wanted > node.Status.Allocatable.GetValueOrDefault(resource).Value) return resource;
        }

        return null;
    }

    private static IReadOnlyList<PodAffinityTerm> AntiAffinity(Pod pod) =>
        pod.Spec.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];

    private static IReadOnlyList<PodAffinityTerm> Affinity(Pod pod) =>
        pod.Spec.Affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];

    // Pods that the term selects, on nodes of the same location.
    private static IEnumerable<Pod> Beside(PodAffinityTerm term, Pod pod, Node node, ClusterState state) => state.All<Pod>().Where(p =>
        p.Spec.NodeName is { } on && !PodFacts.IsGoing(p) && Selects(term, pod, p)
        && IsSameLocation(term.TopologyKey, node, state.Find<Node>(null, on)));

    // A pod that its own affinity selects may be the first one.
    private static bool IsFirstOfItsKind(PodAffinityTerm term, Pod pod, ClusterState state) =>
        Selects(term, pod, pod) && !state.All<Pod>().Any(p => p.Spec.NodeName is not null && Selects(term, pod, p));

    private static bool Selects(PodAffinityTerm term, Pod pod, Pod other) =>
        term.LabelSelector is { } selector && selector.Matches(other.Metadata.Labels)
        && (term.Namespaces is { Count: > 0 } namespaces ? namespaces.Contains(other.Namespace ?? "") : other.Namespace == pod.Namespace);

    private static bool IsSameLocation(string? key, Node node, Node? other) =>
        other is not null && LocationOf(node, key) is { } here && here == LocationOf(other, key);

    private static string? LocationOf(Node node, string? key) =>
        node.Metadata.Labels.GetValueOrDefault(key ?? "") ?? (key == Hostname ? node.Name : null);

    private static bool Skews(Pod pod, Node node, IReadOnlyList<Node> nodes, ClusterState state)
    {
        var rules = pod.Spec.TopologySpreadConstraints.Where(r => r.WhenUnsatisfiable == "DoNotSchedule" && r.LabelSelector is not null);
        foreach (var rule in rules)
        {
            if (LocationOf(node, rule.TopologyKey) is not { } here) return true;
            var counts = nodes.Where(n => Placement.Matches(pod.Spec, n))
                .Select(n => LocationOf(n, rule.TopologyKey)).OfType<string>().Distinct()
                .ToDictionary(l => l, _ => 0);
            var placed = state.All<Pod>()
                .Where(p => p.Namespace == pod.Namespace && !PodFacts.IsGoing(p) && rule.LabelSelector!.Matches(p.Metadata.Labels))
                .Select(p => state.Find<Node>(null, p.Spec.NodeName)).OfType<Node>();
            foreach (var on in placed)
            {
                if (LocationOf(on, rule.TopologyKey) is not { } location || !counts.TryGetValue(location, out var count)) continue;
                counts[location] = count + 1;
            }

            if (counts.Count > 0 && counts.GetValueOrDefault(here) + 1 - counts.Values.Min() > Math.Max(1, rule.MaxSkew)) return true;
        }

        return false;
    }
}
