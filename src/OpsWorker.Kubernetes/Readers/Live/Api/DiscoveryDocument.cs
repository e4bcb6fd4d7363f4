using System.Text.Json;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>
/// Reads the discovery of an API server: <c>APIGroupDiscoveryList</c> (apidiscovery.k8s.io), or on older
/// servers <c>APIVersions</c>, <c>APIGroupList</c> and <c>APIResourceList</c> (meta/v1).
/// </summary>
internal static class DiscoveryDocument
{
    public static bool IsAggregated(JsonElement root) => Text(root, "kind") == "APIGroupDiscoveryList";

    /// <summary>The resources of an aggregated answer, in order; of several versions the preferred one is first.</summary>
    public static IReadOnlyList<ApiResource> Resources(JsonElement root) =>
        [.. from item in Array(root, "items")
            let name = item.TryGetProperty("metadata", out var metadata) ? Text(metadata, "name") ?? "" : ""
            from version in Array(item, "versions")
            let apiVersion = name.Length == 0 ? Text(version, "version")! : $"{name}/{Text(version, "version")}"
            from resource in Array(version, "resources")
            where Text(resource, "resource") is not null && resource.TryGetProperty("responseKind", out _)
            select new ApiResource(
                Text(resource, "resource")!,
                Text(resource.GetProperty("responseKind"), "kind") ?? "",
                apiVersion,
                Text(resource, "scope") == "Namespaced",
                [.. Texts(resource, "shortNames")])
            { Verbs = [.. Texts(resource, "verbs")] }];

    /// <summary>The versions of an older answer: <c>v1</c>, or <c>apps/v1</c>, the preferred one of each group first.</summary>
    public static IReadOnlyList<string> Versions(JsonElement root)
    {
        var core = Texts(root, "versions");
        var groups = from item in Array(root, "groups")
                     let preferred = item.TryGetProperty("preferredVersion", out var p) ? Text(p, "groupVersion") : null
                     from version in Array(item, "versions").Select(v => Text(v, "groupVersion"))
                         .Prepend(preferred).OfType<string>().Distinct()
                     select version;
        return [.. core, .. groups];
    }

    /// <summary>The resources of one version; subresources, whose names have a slash, are omitted.</summary>
    public static IReadOnlyList<ApiResource> ResourcesOfVersion(JsonElement root, string apiVersion) =>
        [.. from resource in Array(root, "resources")
            let name = Text(resource, "name")
            where name is not null && !name.Contains('/', StringComparison.Ordinal)
            select new ApiResource(
                name,
                Text(resource, "kind") ?? "",
                apiVersion,
                resource.TryGetProperty("namespaced", out var namespaced) && namespaced.ValueKind == JsonValueKind.True,
                [.. Texts(resource, "shortNames")])
            { Verbs = [.. Texts(resource, "verbs")] }];

    private static IEnumerable<JsonElement> Array(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object) : [];

    private static IEnumerable<string> Texts(JsonElement value, string name) =>
        value.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!) : [];

    private static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;
}
