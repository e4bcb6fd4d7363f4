using System.Text.Json;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>
/// Writes a Secret without its values: its metadata without annotations that repeat the content, its type, and the keys
/// of its data with empty values. So a missing Secret or key is visible, and no value can leave the cluster.
/// </summary>
internal static class SecretJson
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>True if the object is a Secret, by its kind or by the queried resource.</summary>
    public static bool Concerns(JsonElement value, string? resource) =>
        value.ValueKind == JsonValueKind.Object
        && (resource == "secrets" || (value.TryGetProperty("kind", out var kind) && kind.ValueEquals("Secret")));

    public static void Write(Utf8JsonWriter writer, JsonElement secret)
    {
        writer.WriteStartObject();
        if (!secret.TryGetProperty("data", out _)) WriteManagedKeys(writer, secret);
        foreach (var field in secret.EnumerateObject())
        {
            switch (field.Name)
            {
                case "data" or "stringData" when field.Value.ValueKind == JsonValueKind.Object:
                    WriteKeys(writer, field);
                    break;
                case "metadata" when field.Value.ValueKind == JsonValueKind.Object:
                    WriteMetadata(writer, field);
                    break;
                case "apiVersion" or "kind" or "type" or "immutable":
                    field.WriteTo(writer);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter writer, JsonProperty data)
    {
        writer.WriteStartObject(data.Name);
        foreach (var entry in data.Value.EnumerateObject()) writer.WriteString(entry.Name, "");
        writer.WriteEndObject();
    }

    /// <summary>
    /// Writes the keys of an answer that has only metadata: <c>managedFields</c> has the names of fields and no values.
    /// </summary>
    private static void WriteManagedKeys(Utf8JsonWriter writer, JsonElement secret)
    {
        if (!secret.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object) return;
        if (!metadata.TryGetProperty("managedFields", out var managers) || managers.ValueKind != JsonValueKind.Array) return;
        var keys = managers.EnumerateArray().SelectMany(DataKeys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (keys.Length == 0) return;
        writer.WriteStartObject("data");
        foreach (var key in keys) writer.WriteString(key, "");
        writer.WriteEndObject();
    }

    private static IEnumerable<string> DataKeys(JsonElement manager) =>
        manager.ValueKind == JsonValueKind.Object
        && manager.TryGetProperty("fieldsV1", out var fields) && fields.ValueKind == JsonValueKind.Object
        && fields.TryGetProperty("f:data", out var data) && data.ValueKind == JsonValueKind.Object
            ? data.EnumerateObject().Where(k => k.Name.StartsWith("f:", StringComparison.Ordinal)).Select(k => k.Name[2..])
            : [];

    private static void WriteMetadata(Utf8JsonWriter writer, JsonProperty metadata)
    {
        writer.WriteStartObject(metadata.Name);
        foreach (var field in metadata.Value.EnumerateObject())
        {
            if (field.Name == "annotations" && field.Value.ValueKind == JsonValueKind.Object)
            {
                writer.WriteStartObject(field.Name);
                foreach (var annotation in field.Value.EnumerateObject().Where(a => a.Name != LastApplied)) annotation.WriteTo(writer);
                writer.WriteEndObject();
            }
            else if (field.Name != "managedFields")
            {
                field.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
