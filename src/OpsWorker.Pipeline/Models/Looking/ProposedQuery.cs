using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using OpsWorker.Core.Queries;

namespace OpsWorker.Pipeline.Models.Looking;

/// <summary>A query as a model proposes it, not yet checked.</summary>
/// <param name="Verb"><c>get</c>, <c>list</c> or <c>logs</c>.</param>
/// <param name="Resource">A resource of the closed list.</param>
/// <param name="Namespace">The namespace; empty for resources that have none.</param>
/// <param name="Name">The object, or the pod of logs; empty for a list.</param>
internal sealed record ProposedQuery(string? Verb, string? Resource, string? Namespace, string? Name)
{
    /// <summary>Resources within a namespace. Secrets are not among them.</summary>
    public static readonly string[] Namespaced =
    [
        "pods", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs", "services", "endpointslices", "ingresses",
        "networkpolicies", "persistentvolumeclaims", "horizontalpodautoscalers", "resourcequotas", "limitranges", "events",
        "serviceaccounts", "configmaps", "poddisruptionbudgets",
    ];

    /// <summary>Resources of the cluster.</summary>
    public static readonly string[] ClusterWide = ["nodes", "persistentvolumes", "storageclasses"];

    private const int LogLines = 200;

    private static Query Logs(string ns, string pod) => new()
    {
        Verb = QueryVerb.Logs,
        Resource = "pods",
        Namespace = ns,
        Name = pod,
        Timestamps = true,
        TailLines = LogLines,
    };

    /// <summary>The query, or the reason for which it is refused.</summary>
    /// <param name="namespaces">The namespaces of the incident.</param>
    public (Query? Query, string? Refusal) Check(IReadOnlySet<string> namespaces)
    {
        var isClusterWide = Verb != "logs" && Resource is { } resource && ClusterWide.Contains(resource);
        if (Verb != "logs" && !isClusterWide && (Resource is null || !Namespaced.Contains(Resource)))
        {
            return (null, $"The resource \"{Resource}\" is not in the list.");
        }

        if (!isClusterWide && (Namespace is null || !namespaces.Contains(Namespace)))
        {
            return (null, $"The namespace \"{Namespace}\" is not one of the incident.");
        }

        var name = string.IsNullOrEmpty(Name) ? null : Name;
        if (name is not null && !ObjectNames.IsName(name)) return (null, $"\"{name}\" is not a name.");
        var ns = isClusterWide ? null : Namespace;
        return Verb switch
        {
            "list" => (new Query { Verb = QueryVerb.List, Resource = Resource, Namespace = ns }, null),
            "get" when name is not null => (new Query { Verb = QueryVerb.Get, Resource = Resource, Namespace = ns, Name = name }, null),
            "logs" when name is not null => (Logs(ns!, name), null),
            _ => (null, $"\"{Verb}\" with the name \"{name}\" is not a query: list, get with a name, logs with a pod's name."),
        };
    }
}

/// <summary>The answer of a model that looks further.</summary>
internal sealed record ProposedQueries(IReadOnlyList<ProposedQuery?>? Queries)
{
    /// <summary>Reads an answer; null where it is no such JSON.</summary>
    public static ProposedQueries? Parse(string? text) => AnswerJson.Parse(text, ProposedJson.Default.ProposedQueries);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProposedQueries))]
internal sealed partial class ProposedJson : JsonSerializerContext;

/// <summary>Names of objects in Kubernetes.</summary>
internal static partial class ObjectNames
{
    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
