using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Symptoms;

/// <summary>Reads the symptom from an alert's names and labels, and from the objects that there are.</summary>
internal static class SymptomReader
{
    // Words of alert names that people write themselves.
    private static readonly (SymptomKind Kind, string[] Words)[] s_words =
    [
        (SymptomKind.Certificate, ["certificate", "cert expir", "certexpir"]),
        (SymptomKind.Restarts, ["crashloop", "restart", "oomkill"]),
        (SymptomKind.Capacity, ["too many pods", "toomanypods", "pod capacity", "podcapacity"]),
        (SymptomKind.Latency, ["latency", "slow", "duration", "quality", "performance", "response time", "responsetime", "degradation"]),
        (SymptomKind.Saturation, ["throttl", "saturat", "cpu", "memory"]),
        (SymptomKind.Errors, ["error", "5xx", "failure rate", "slo", "budget"]),
        (SymptomKind.Availability, ["unreachab", "unavailab", "availability", "down", "outage", "disruption", "offline", "probe"]),
    ];

    // Labels that every alert of a sender has, and that name nothing.
    private static readonly string[] s_general =
        ["alertname", "severity", "prometheus", "prometheus_replica", "cluster", "priority", "team", "env", "environment", "receiver", "region", "tenant", "owner", "source", "category", "type"];

    /// <summary>Reads the symptom.</summary>
    public static Symptom Read(Scope scope, ClusterState state)
    {
        var subjects = Subjects(scope, state);
        var row = scope.AlertNames.Select(AlertTable.Find).FirstOrDefault(r => r is not null);
        if (row is not null) return new Symptom(row.Kind, row.Reach == AlertReach.Named && subjects.Count == 0 ? AlertReach.Scope : row.Reach, subjects);
        return IsElsewhere(scope, subjects, state)
            ? new Symptom(SymptomKind.NoneOfOurs, AlertReach.Nothing, subjects)
            : new Symptom(KindOf(scope.AlertNames), AlertReach.Scope, subjects);
    }

    private static SymptomKind KindOf(IReadOnlyList<string> names) => s_words
        .Where(w => w.Words.Any(word => names.Any(n => n.Contains(word, StringComparison.OrdinalIgnoreCase))))
        .Select(w => w.Kind).FirstOrDefault(SymptomKind.Unknown);

    private static List<ObjectReference> Subjects(Scope scope, ClusterState state) =>
    [
        .. scope.Objects.Where(o => state.Find(o) is not null)
            .Concat(state.All<Node>().Where(n => IsInstance(n, scope.Labels)).Select(n => n.Reference)).Distinct(),
    ];

    private static bool IsInstance(Node node, IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue("instance", out var instance) && HostOf(instance) is var host
        && (host == node.Name || node.Status.Addresses.Any(a => a.Address == host));

    private static string HostOf(string instance)
    {
        var from = instance.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? instance[(scheme + 3)..] : instance;
        return from.Split(':', '/')[0];
    }

    // Labels that name something, and nothing of what they name is in this cluster.
    private static bool IsElsewhere(Scope scope, List<ObjectReference> subjects, ClusterState state)
    {
        if (scope.Namespace is not null || scope.Objects.Count > 0 || subjects.Count > 0) return false;
        var named = scope.Labels.Where(l => !s_general.Contains(l.Key)).Select(l => l.Value).Where(v => v.Length > 2).ToList();
        if (named.Count == 0) return false;
        var known = Names(state);
        return known.Count > 0 && !named.Concat(scope.AlertNames).Any(v => known.Any(k => v.Contains(k, StringComparison.OrdinalIgnoreCase)));
    }

    private static HashSet<string> Names(ClusterState state) =>
    [
        .. state.Workloads().Select(w => w.Name)
            .Concat(state.All<Pod>().Select(p => p.Status.PodIP ?? ""))
            .Concat(state.All<Service>().Select(s => s.Name))
            .Concat(state.All<Namespace>().Select(n => n.Name))
            .Concat(state.All<Ingress>().SelectMany(i => i.Spec.Rules).Select(r => r.Host ?? ""))
            .Concat(state.All<Node>().Select(n => n.Name))
            .Where(n => n.Length > 2),
    ];
}
