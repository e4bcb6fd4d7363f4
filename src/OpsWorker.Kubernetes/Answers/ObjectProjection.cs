using System.Text.Json;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>
/// Omits large parts of an object that diagnosis does not need: the fields under <c>managedFields</c> (their managers and
/// times stay), kubectl's copy of the applied manifest, and a node's list of images.
/// </summary>
internal static class ObjectProjection
{
    private static readonly string[][] Omitted =
    [
        ["metadata", "managedFields", "fieldsV1"],
        ["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"],
        ["status", "images"],
    ];

    public static void Write(Utf8JsonWriter writer, JsonElement value) => Write(writer, value, Omitted, 0);

    /// <param name="writer">The output.</param>
    /// <param name="value">A value at <paramref name="depth"/> names below the root.</param>
    /// <param name="paths">The omitted paths that lead through this value. Items of an array add no name.</param>
    /// <param name="depth">The number of names on the way to the value.</param>
    private static void Write(Utf8JsonWriter writer, JsonElement value, string[][] paths, int depth)
    {
        if (paths.Length == 0)
        {
            value.WriteTo(writer);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var field in value.EnumerateObject()) WriteField(writer, field, paths, depth);
            writer.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray()) Write(writer, item, paths, depth);
            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static void WriteField(Utf8JsonWriter writer, JsonProperty field, string[][] paths, int depth)
    {
        string[][] through = [.. paths.Where(p => p[depth] == field.Name)];
        if (through.Any(p => p.Length == depth + 1)) return;
        writer.WritePropertyName(field.Name);
        Write(writer, field.Value, through, depth + 1);
    }
}
