using System.Text.Json.Nodes;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Scenarios.Reading;

/// <summary>The identity of an object within a cluster; a kind that is not namespaced has no namespace.</summary>
internal sealed record ObjectKey(string Kind, string? Namespace, string Name)
{
    /// <summary>The plural under which the kind is listed.</summary>
    public string Resource => ResourceOf(Kind);

    public static ObjectKey Of(JsonObject item)
    {
        var kind = (string?)item["kind"] ?? throw new FormatException($"An object has no \"kind\": {item.ToJsonString()}");
        var name = (string?)item["metadata"]?["name"] ?? throw new FormatException($"An object of kind {kind} has no \"metadata.name\".");
        return new ObjectKey(kind, NamespaceOf(kind, (string?)item["metadata"]!["namespace"]), name);
    }

    /// <summary>Reads <c>Kind/name</c> or <c>Kind/namespace/name</c>.</summary>
    public static ObjectKey Parse(string text) => text.Split('/') switch
    {
        [var kind, var name] => new ObjectKey(kind, NamespaceOf(kind, null), name),
        [var kind, var ns, var name] => new ObjectKey(kind, ns, name),
        _ => throw new FormatException($"\"{text}\" names no object: Kind/name or Kind/namespace/name was expected."),
    };

    public override string ToString() => Namespace is null ? $"{Kind}/{Name}" : $"{Kind}/{Namespace}/{Name}";

    public static string? NamespaceOf(string kind, string? written) =>
        KnownResources.Find(kind)?.Namespaced == false ? null : written ?? ClusterFileParser.DefaultNamespace;

    private static string ResourceOf(string kind) => KnownResources.Find(kind)?.Name ?? kind.ToLowerInvariant() + "s";
}
