using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Masks secrets in Kubernetes objects: values of environment variables, annotations and ConfigMaps by their key's name,
/// arguments after a flag by the flag's name, and any other text by <see cref="TextMasker"/>. Identifying fields (names,
/// images, digests, UIDs, addresses) are never changed.
/// </summary>
internal sealed class JsonMasker(TextMasker text)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 256 };

    private static readonly HashSet<string> Identifying = new(StringComparer.Ordinal)
    {
        "name", "namespace", "uid", "image", "imageID", "containerID", "kind", "apiVersion", "resourceVersion", "selfLink",
        "creationTimestamp", "podIP", "hostIP", "ip", "clusterIP", "nodeName", "hostname", "secretName", "serviceAccountName",
        "generateName", "fieldPath", "systemUUID", "machineID", "bootID", "volumeName", "claimName", "providerID", "podCIDR",
    };

    private static readonly HashSet<string> Labels = new(StringComparer.Ordinal) { "labels", "matchLabels", "nodeSelector", "selector" };

    /// <summary>The JSON with secrets replaced; the same text where there were none.</summary>
    public string Mask(string json, ref int count)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var buffer = new ArrayBufferWriter<byte>(bytes.Length);
        using var writer = new Utf8JsonWriter(buffer, Options);
        var before = count;
        if (JsonListReader.IsList(bytes)) WriteList(writer, bytes, ref count);
        else WriteParsed(writer, bytes, "", ref count);
        writer.Flush();
        return count == before ? json : Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Item by item: parsing a text takes many times its size, in pools that every thread keeps.
    private void WriteList(Utf8JsonWriter writer, ReadOnlyMemory<byte> json, ref int count)
    {
        var reader = new JsonListReader(json);
        writer.WriteStartObject();
        while (reader.NextField(out var field, out var value))
        {
            writer.WritePropertyName(field);
            if (value is { } whole)
            {
                WriteParsed(writer, whole, field, ref count);
                continue;
            }

            writer.WriteStartArray();
            while (reader.NextItem(out var item)) WriteParsed(writer, item, "", ref count);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteParsed(Utf8JsonWriter writer, ReadOnlyMemory<byte> json, string field, ref int count)
    {
        using var document = JsonDocument.Parse(json, Depth);
        Write(writer, document.RootElement, field, ref count);
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, string field, ref int count)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when field is "annotations" or "data" or "stringData" or "binaryData":
                WriteNamedValues(writer, value, ref count);
                break;
            case JsonValueKind.Object when !Labels.Contains(field):
                WriteObject(writer, value, ref count);
                break;
            case JsonValueKind.Array when field is "args" or "command":
                WriteArguments(writer, value, ref count);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item, field == "env" ? "env" : "", ref count);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when !Identifying.Contains(field):
                writer.WriteStringValue(text.Mask(value.GetString()!, ref count));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement value, ref int count)
    {
        // A variable is {"name":…,"value":…}; where another object has that form, a secret name means a secret too.
        var name = value.TryGetProperty("name", out var n) && n.ValueKind == JsonValueKind.String ? n.GetString() : null;
        writer.WriteStartObject();
        foreach (var field in value.EnumerateObject())
        {
            writer.WritePropertyName(field.Name);
            if (field.NameEquals("value") && name is not null && field.Value.ValueKind == JsonValueKind.String)
            {
                WriteNamed(writer, name, field.Value.GetString()!, ref count);
            }
            else
            {
                Write(writer, field.Value, field.Name, ref count);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteNamedValues(Utf8JsonWriter writer, JsonElement values, ref int count)
    {
        writer.WriteStartObject();
        foreach (var value in values.EnumerateObject())
        {
            writer.WritePropertyName(value.Name);
            if (value.Value.ValueKind == JsonValueKind.String) WriteNamed(writer, value.Name, value.Value.GetString()!, ref count);
            else value.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteArguments(Utf8JsonWriter writer, JsonElement arguments, ref int count)
    {
        writer.WriteStartArray();
        var before = "";
        foreach (var argument in arguments.EnumerateArray())
        {
            var word = argument.ValueKind == JsonValueKind.String ? argument.GetString()! : "";
            var named = before.StartsWith('-') && !before.Contains('=', StringComparison.Ordinal) && !word.StartsWith('-');
            if (argument.ValueKind != JsonValueKind.String) argument.WriteTo(writer);
            else if (named) WriteNamed(writer, before, word, ref count);
            else writer.WriteStringValue(text.Mask(word, ref count));
            before = word;
        }

        writer.WriteEndArray();
    }

    private void WriteNamed(Utf8JsonWriter writer, string name, string value, ref int count)
    {
        var secret = (SensitiveName.IsSecret(name) && !SensitiveName.IsNoSecret(value) && !SensitiveName.IsWorkingDirectory(name, value))
            || (name.EndsWith("key", StringComparison.OrdinalIgnoreCase) && HighEntropy.IsRandom(value));
        writer.WriteStringValue(secret ? text.MaskWhole("value", value, ref count) : text.Mask(value, ref count));
    }
}
