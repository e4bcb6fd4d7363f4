using System.Globalization;
using System.Text.Json;

namespace OpsWorker.Pipeline.Drift;

/// <summary>A manager of fields.</summary>
internal sealed record FieldOwner(string Manager, DateTimeOffset? At, string? Subresource, bool Applies, JsonElement Fields)
{
    private static readonly string[] s_deployers =
    [
        "helm", "argocd", "kustomize-controller", "helm-controller", "flux", "kubectl-client-side-apply", "kubectl-create", "terraform",
        "hashicorp", "pulumi", "opsworker", "before-first-apply", "werf", "skaffold",
    ];

    private static readonly string[] s_system =
    [
        "controller", "kube-", "kubelet", "webhook", "injector", "operator", "autoscaler", "istio", "pilot-discovery", "linkerd", "kyverno",
    ];

    /// <summary>True if it brings manifests into the cluster.</summary>
    public bool IsDeployer =>
        (Applies && Manager == "kubectl") || s_deployers.Any(name => Manager.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>True if it is a part of the cluster, which fills in and keeps up what it has to.</summary>
    public bool IsSystem => s_system.Any(name => Manager.Contains(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The managers of each field, by <c>metadata.managedFields</c>.</summary>
internal sealed class FieldOwners
{
    private readonly List<FieldOwner> _owners;

    private FieldOwners(List<FieldOwner> owners) => _owners = owners;

    public static FieldOwners Of(JsonElement live)
    {
        if (!live.TryGetProperty("metadata", out var metadata)
            || !metadata.TryGetProperty("managedFields", out var entries)
            || entries.ValueKind != JsonValueKind.Array)
        {
            return new FieldOwners([]);
        }

        return new FieldOwners(
        [
            .. entries.EnumerateArray()
                .Where(entry => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("fieldsV1", out _))
                .Select(entry => new FieldOwner(
                    Text(entry, "manager") ?? "unknown",
                    DateTimeOffset.TryParse(Text(entry, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                        ? at
                        : null,
                    Text(entry, "subresource"),
                    Text(entry, "operation") == "Apply",
                    entry.GetProperty("fieldsV1"))),
        ]);
    }

    /// <summary>The managers of a field, or of anything within it.</summary>
    public IReadOnlyList<FieldOwner> Find(FieldPath path) => [.. _owners.Where(owner => Owns(owner.Fields, path))];

    /// <summary>The manager to name for a difference: the latest that brings no manifests, else the latest.</summary>
    public FieldOwner? ActorOf(FieldPath path)
    {
        var found = Find(path).OrderByDescending(owner => owner.At).ToList();
        return found.Find(owner => !owner.IsDeployer) ?? found.FirstOrDefault();
    }

    private static bool Owns(JsonElement fields, FieldPath path)
    {
        var node = fields;
        foreach (var step in path.Steps)
        {
            if (node.ValueKind != JsonValueKind.Object) return false;
            if (Child(node, step) is { } child) node = child;
            else return IsLeaf(node) && !ReferenceEquals(step, path.Steps[0]);
        }

        return true;
    }

    // A field without parts of its own is owned as a whole.
    private static bool IsLeaf(JsonElement node) => !node.EnumerateObject().Any();

    private static JsonElement? Child(JsonElement node, PathStep step)
    {
        if (step.Field is { } field) return node.TryGetProperty("f:" + field, out var child) ? child : null;
        foreach (var property in node.EnumerateObject())
        {
            if (property.Name.StartsWith("k:", StringComparison.Ordinal) && IsItem(property.Name[2..], step.Keys!)) return property.Value;
        }

        return null;
    }

    private static bool IsItem(string json, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().All(
                    property => keys.Any(key => key.Key == property.Name && key.Value == property.Value.ToString()));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
