using System.Text.Json;

namespace OpsWorker.Pipeline.Drift;

/// <summary>An object's identity. The version of its group is no part of it.</summary>
internal sealed record ManifestId(string Group, string Kind, string? Namespace, string Name)
{
    /// <summary>The identity; null where the document is no object with kind and name.</summary>
    public static ManifestId? Of(JsonElement manifest)
    {
        if (manifest.ValueKind != JsonValueKind.Object || Text(manifest, "kind") is not { } kind) return null;
        if (!manifest.TryGetProperty("metadata", out var metadata) || Text(metadata, "name") is not { } name) return null;
        var version = Text(manifest, "apiVersion") ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return new ManifestId(slash < 0 ? "" : version[..slash], kind, Text(metadata, "namespace"), name);
    }

    /// <summary><c>Deployment shop/web</c>.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
