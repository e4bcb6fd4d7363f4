using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>
/// A patch for <c>kubectl patch</c>. Texts from a cluster are part of it only where they have a form that Kubernetes accepts.
/// </summary>
public sealed class JsonPatch
{
    // kubectl reads JSON; what a shell would act on stands within single quotes.
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonNode _patch;

    private JsonPatch(string type, JsonNode patch, string? invalid) => (Type, _patch, Invalid) = (type, patch, invalid);

    /// <summary>The type of the patch, as <c>--type</c> takes it.</summary>
    public string Type { get; }

    /// <summary>The text for which there is no patch; null for a valid one.</summary>
    public string? Invalid { get; }

    /// <summary>Replaces one field: <c>[{"op":"replace","path":"/spec/ports/0/targetPort","value":8080}]</c>.</summary>
    /// <param name="path">A JSON pointer of names from source code, positions and checked keys.</param>
    /// <param name="value">A number, a truth value, or a text of a checked form.</param>
    public static JsonPatch Replace(string path, JsonNode value) => Operation("replace", path, value);

    /// <summary>Adds a field, as <see cref="Replace"/> replaces one.</summary>
    public static JsonPatch Add(string path, JsonNode value) => Operation("add", path, value);

    /// <summary>Merges one value at a path of keys: <c>{"spec":{"suspend":false}}</c>.</summary>
    /// <param name="value">A number, a truth value, or a text of a checked form.</param>
    /// <param name="keys">The keys from the root on.</param>
    public static JsonPatch Merge(JsonNode value, params ReadOnlySpan<string> keys)
    {
        var wrong = Wrong(value);
        JsonNode patch = value;
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            if (!KubernetesName.Has(ValueForm.Key, keys[i])) wrong ??= keys[i];
            patch = new JsonObject { [keys[i]] = patch };
        }

        return new JsonPatch("merge", patch, wrong);
    }

    /// <inheritdoc/>
    public override string ToString() => _patch.ToJsonString(s_plain);

    private static JsonPatch Operation(string operation, string path, JsonNode value) =>
        new("json", new JsonArray(new JsonObject { ["op"] = operation, ["path"] = path, ["value"] = value }), Wrong(value));

    private static string? Wrong(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String && !KubernetesName.Has(ValueForm.Address, value.GetValue<string>())
            ? value.GetValue<string>() : null;
}
