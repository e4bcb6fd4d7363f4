using OpsWorker.Core.Queries;

namespace OpsWorker.Diagnosis;

/// <summary>The first batch of queries: what decides most cases in one round trip.</summary>
public static class Plan
{
    /// <summary>
    /// How large an answer may be that is not among the large ones, in bytes: some hundred objects, each of about a
    /// kilobyte.
    /// </summary>
    public const int UsualBytes = 256 * 1024;


    // A stack trace of Java with its causes has a hundred lines, of which one says what is wrong.
    /// <summary>The lines that are read of each container's log.</summary>
    internal const int LogLines = 150;


    /// <summary>
    /// The kinds that a big namespace has thousands of, and how large their lists may be in bytes. Together they leave a
    /// quarter of the 8 MiB that a batch may take by default to the others, so
    /// that no answer is left out because of those before it. A list that is cut counts as partial.
    /// </summary>
    private static readonly Dictionary<string, int> s_large = new()
    {
        ["pods"] = 5 * 512 * 1024,
        ["events"] = 1024 * 1024,
        ["deployments"] = 512 * 1024,
        ["replicasets"] = 512 * 1024,
        [Log] = 512 * 1024,
        [Metrics] = 1024 * 1024,
    };

    private const string Log = "log";
    private const string Metrics = "metrics";

    // The order is that of the evidence in reports: what happened, what runs, what it needs.
    private static readonly string[] s_namespaced =
    [
        "events", "pods", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs",
        "services", "endpoints", "endpointslices", "ingresses", "networkpolicies", "persistentvolumeclaims",
        "configmaps", "secrets", "serviceaccounts", "resourcequotas", "limitranges", "horizontalpodautoscalers",
        "poddisruptionbudgets", "controllerrevisions",
        "gateways.gateway.networking.k8s.io", "httproutes.gateway.networking.k8s.io", "grpcroutes.gateway.networking.k8s.io",
    ];

    private static readonly string[] s_called =
    [
        "events", "pods", "deployments", "replicasets", "statefulsets", "services", "endpoints", "endpointslices", "networkpolicies",
        "persistentvolumeclaims", "configmaps", "secrets", "resourcequotas",
    ];

    private static readonly string[] s_clusterWide = ["nodes", "namespaces", "persistentvolumes", "storageclasses", "ingressclasses"];

    /// <summary>The queries to begin with; without a namespace all of them are asked of.</summary>
    public static IReadOnlyList<Query> For(Scope scope)
    {
        var queries = new List<Query> { new() { Verb = QueryVerb.Version } };
        queries.AddRange(s_namespaced.Select(r => List(r, scope.Namespace)));
        queries.AddRange(s_clusterWide.Select(r => List(r, null)));
        queries.Add(List("leases", "kube-node-lease"));
        if (scope.Namespace is { } ns) queries.AddRange(Beyond(ns));
        queries.Add(new Query { Verb = QueryVerb.Discover, Resource = "servicegraph", Namespace = scope.Namespace, MaxBytes = UsualBytes });
        queries.Add(new Query { Verb = QueryVerb.Metrics, Resource = "pods", Namespace = scope.Namespace, MaxBytes = s_large[Metrics] });
        queries.Add(new Query { Verb = QueryVerb.Metrics, Resource = "nodes", MaxBytes = UsualBytes });
        queries.Add(new Query { Verb = QueryVerb.Probe, Namespace = scope.Namespace, MaxBytes = UsualBytes });
        if (scope.Namespace is not null) queries.Add(Logs(scope.Namespace));
        queries.Add(new Query { Verb = QueryVerb.Discover, Resource = Query.Baseline, Namespace = scope.Namespace, MaxBytes = UsualBytes });
        return queries;
    }

    /// <summary>What to ask of another namespace, where something of it is called from the one that the alert names.</summary>
    internal static IEnumerable<Query> Beside(string ns) => s_called.Select(r => List(r, ns)).Append(Logs(ns));

    // Events about nodes are kept in the namespace default; DNS and the network plugin run in kube-system.
    private static IEnumerable<Query> Beyond(string ns)
    {
        if (ns != "default") yield return List("events", "default");
        if (ns == "kube-system") yield break;
        yield return List("events", "kube-system");
        yield return List("pods", "kube-system");
    }

    private static Query List(string resource, string? ns) =>
        new() { Verb = QueryVerb.List, Resource = resource, Namespace = ns, MaxBytes = s_large.GetValueOrDefault(resource, UsualBytes) };

    private static Query Logs(string ns) =>
        new() { Verb = QueryVerb.Logs, Namespace = ns, TailLines = LogLines, MaxBytes = s_large[Log] };
}
