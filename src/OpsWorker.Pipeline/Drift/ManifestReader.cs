using System.Buffers;
using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpsWorker.Pipeline.Drift;

/// <summary>Reads manifests, as JSON or as YAML with several documents. Lists of kind <c>List</c> are their items.</summary>
public static class ManifestReader
{
    private const int MaxDepth = 100;

    /// <summary>The objects of a text.</summary>
    /// <exception cref="FormatException">The text is no YAML; the message has the line.</exception>
    public static IReadOnlyList<JsonElement> Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new FormatException($"Line {e.Start.Line}: {e.Message}", e);
        }

        return [.. stream.Documents.Select(document => ToJson(document.RootNode)).SelectMany(Items)];
    }

    private static IEnumerable<JsonElement> Items(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object
        && document.TryGetProperty("kind", out var kind) && kind.ToString().EndsWith("List", StringComparison.Ordinal)
        && document.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : [document];

    private static JsonElement ToJson(YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, node, 0);
        using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = MaxDepth + 1 });
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, int depth)
    {
        if (depth > MaxDepth) throw new FormatException($"Line {node.Start.Line}: more than {MaxDepth} levels.");
        switch (node)
        {
            case YamlMappingNode map:
                writer.WriteStartObject();
                foreach (var (key, value) in map.Children)
                {
                    writer.WritePropertyName(((YamlScalarNode)key).Value ?? "");
                    Write(writer, value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case YamlSequenceNode list:
                writer.WriteStartArray();
                foreach (var item in list.Children) Write(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, (YamlScalarNode)node);
                break;
        }
    }

    // Plain words as the YAML of Kubernetes has them (YAML 1.2 with JSON's types); what is quoted is a text.
    private static void WriteScalar(Utf8JsonWriter writer, YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)) writer.WriteStringValue(text);
        else if (text is "" or "~" or "null") writer.WriteNullValue();
        else if (text is "true" or "false") writer.WriteBooleanValue(text == "true");
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            writer.WriteNumberValue(number);
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real))
            writer.WriteNumberValue(real);
        else writer.WriteStringValue(text);
    }
}
