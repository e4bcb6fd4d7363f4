using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsWorker.Pipeline.Drift;

/// <summary>Live objects, found by identity.</summary>
internal sealed class ManifestSet
{
    private readonly List<(ManifestId Id, JsonElement Object)> _objects;

    public ManifestSet(IEnumerable<JsonElement> objects) =>
        _objects = [.. objects.Select(o => (Id: ManifestId.Of(o), Object: o)).Where(o => o.Id is not null).Select(o => (o.Id!, o.Object))];

    /// <summary>
    /// The object of a manifest. One without a namespace is looked for in the default one, else it is the only one of its name.
    /// </summary>
    public (ManifestId Id, JsonElement Object)? Find(ManifestId wanted, string? defaultNamespace)
    {
        var named = _objects.FindAll(o => o.Id.Kind == wanted.Kind && o.Id.Group == wanted.Group && o.Id.Name == wanted.Name);
        var ns = wanted.Namespace ?? defaultNamespace;
        var found = named.FindIndex(o => o.Id.Namespace == ns);
        if (found < 0) found = named.FindIndex(o => o.Id.Namespace is null);
        if (found < 0 && wanted.Namespace is null && named.Count == 1) found = 0;
        return found < 0 ? null : named[found];
    }

    /// <summary>True if an autoscaler sets the replicas of the object.</summary>
    public bool IsScaled(ManifestId target) => _objects.Exists(o =>
        o.Id.Kind is "HorizontalPodAutoscaler" or "ScaledObject"
        && o.Id.Namespace == target.Namespace
        && o.Object.TryGetProperty("spec", out var spec)
        && spec.TryGetProperty("scaleTargetRef", out var reference)
        && Text(reference, "name") == target.Name
        && (Text(reference, "kind") ?? "Deployment") == target.Kind);

    /// <summary>The manifest as the API stores it: what a Secret has in <c>stringData</c> stands in <c>data</c>.</summary>
    public static JsonElement Normal(JsonElement manifest, ManifestId id)
    {
        if (id.Kind != "Secret" || !manifest.TryGetProperty("stringData", out var texts) || texts.ValueKind != JsonValueKind.Object)
        {
            return manifest;
        }

        var secret = JsonNode.Parse(manifest.GetRawText())!.AsObject();
        secret.Remove("stringData");
        if (secret["data"] is not JsonObject data) secret["data"] = data = [];
        foreach (var text in texts.EnumerateObject())
        {
            data[text.Name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Value.ToString()));
        }

        using var document = JsonDocument.Parse(secret.ToJsonString());
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
