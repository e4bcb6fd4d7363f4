using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsWorker.Kubernetes.Masking.Names;
using OpsWorker.Kubernetes.Masking.Text;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Masks secrets in JSON of any shape: every value by the name of its field, variable, key or column, arguments by the flag before them,
/// JSON and YAML within strings by the same rules, and what <see cref="TextMasker"/> finds in any other text. Fields that
/// identify (names, images, digests, UIDs, addresses) and labels are never touched.
/// </summary>
internal sealed class JsonMasker(TextMasker text)
{
    private const string Kind = "value";

    /// <summary>The maximum nesting of JSON in strings of JSON.</summary>
    private const int MaxDepth = 4;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_depth = new() { MaxDepth = 256 };

    private static readonly HashSet<string> s_identifying = new(StringComparer.Ordinal)
    {
        "name", "namespace", "uid", "image", "imageID", "containerID", "kind", "apiVersion", "resourceVersion", "selfLink",
        "creationTimestamp", "podIP", "hostIP", "ip", "clusterIP", "nodeName", "hostname", "secretName", "serviceAccountName",
        "generateName", "fieldPath", "systemUUID", "machineID", "bootID", "volumeName", "claimName", "providerID", "podCIDR",
    };

    private static readonly HashSet<string> s_labels = new(StringComparer.Ordinal) { "labels", "matchLabels", "nodeSelector", "selector" };

    /// <summary>The private parts of a JSON Web Key (RFC 7518).</summary>
    private static readonly HashSet<string> s_keyParts = new(StringComparer.Ordinal) { "d", "p", "q", "dp", "dq", "qi", "k" };

    /// <summary>Fields that say nothing themselves: what they hold has the name of the object around them.</summary>
    private static readonly HashSet<string> s_contents = new(StringComparer.Ordinal)
        { "value", "default", "plaintext", "plainText", "text", "content", "raw", "current", "Value", "Default" };

    /// <summary>Fields that map names to values, so that even "name" is no name there.</summary>
    private static readonly HashSet<string> s_maps = new(StringComparer.Ordinal) { "annotations", "data", "stringData", "binaryData" };

    /// <summary>The JSON with secrets replaced; the same text where there were none.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public string Mask(string json, MaskRun run)
    {
        var (count, withheld) = (run.Count, run.Withheld);
        var bytes = Encoding.UTF8.GetBytes(json);
        var buffer = new ArrayBufferWriter<byte>(bytes.Length);
        using var writer = new Utf8JsonWriter(buffer, s_options);
        if (JsonListReader.IsList(bytes)) WriteList(writer, bytes, run);
        else WriteParsed(writer, bytes, "", new Place(run, 0));
        writer.Flush();
        return run.Count == count && run.Withheld == withheld ? json : Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Item by item: what is kept to parse a text is many times its size, and stays in the pools of every thread that did it.
    private void WriteList(Utf8JsonWriter writer, ReadOnlyMemory<byte> json, MaskRun run)
    {
        var reader = new JsonListReader(json);
        var place = new Place(run, 0);
        writer.WriteStartObject();
        while (reader.NextField(out var field, out var value))
        {
            writer.WritePropertyName(field);
            if (value is { } whole)
            {
                WriteParsed(writer, whole, field, place);
                continue;
            }

            writer.WriteStartArray();
            while (reader.NextItem(out var item)) WriteParsed(writer, item, "", place);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteParsed(Utf8JsonWriter writer, ReadOnlyMemory<byte> json, string field, Place place)
    {
        using var document = JsonDocument.Parse(json, s_depth);
        if (place.Depth == 0 && field.Length == 0) place.Run.Numbers.Owner = ObjectOwner.Of(document.RootElement);
        Write(writer, document.RootElement, field, place);
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, string field, Place place)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when s_labels.Contains(field):
                value.WriteTo(writer);
                break;
            case JsonValueKind.Object:
                var secrets = OwnedSecret.IsMap(field) ? field : null;
                var within = place with { IsBinary = field == "binaryData", Secrets = secrets, Holder = HolderOf(field) };
                WriteObject(writer, value, s_maps.Contains(field), within);
                break;
            case JsonValueKind.Array when field is "args" or "command":
                new ArgumentMasker(text, place.Run).Write(writer, value);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item, item.ValueKind == JsonValueKind.String ? field : "", place);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when s_identifying.Contains(field) && !place.IsMap:
                value.WriteTo(writer);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(MaskNamed(field, value.GetString()!, place));
                break;
            case JsonValueKind.Number when SecretName.Of(field) == NameKind.Password && value.GetRawText().Length >= 4:
                writer.WriteStringValue(place.Run.Replace(Kind, field, value.GetRawText()));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement value, bool isMap, Place place)
    {
        if (TableMasker.IsTable(value))
        {
            TableMasker.Write(writer, value, (name, cell) => MaskNamed(name, cell, place));
            return;
        }

        // A variable is {"name":…,"value":…}, and so are few other things; a secret under such a name is one anywhere.
        var pair = isMap ? null : PairName(value);
        var isSecret = value.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && kind.GetString() == "Secret";
        var isKey = value.TryGetProperty("kty", out _);
        writer.WriteStartObject();
        foreach (var field in value.EnumerateObject())
        {
            writer.WritePropertyName(field.Name);
            if (isSecret && field.Name is "data" or "stringData" && field.Value.ValueKind == JsonValueKind.Object)
                WriteSecret(writer, field.Value, place.Run);
            else if (pair is not null && field.Name is "value" or "Value" or "ParameterValue"
                && field.Value.ValueKind == JsonValueKind.String)
            {
                writer.WriteStringValue(MaskNamed(pair, field.Value.GetString()!, place with { IsMap = true }));
            }
            else if (isKey && s_keyParts.Contains(field.Name) && field.Value.ValueKind == JsonValueKind.String)
            {
                writer.WriteStringValue(place.Run.Replace(Kind, field.Name, field.Value.GetString()!));
            }
            else if (place.Secrets is { } secrets && field.Value.ValueKind == JsonValueKind.String && !s_identifying.Contains(field.Name))
            {
                writer.WriteStringValue(MaskOwned(secrets, field.Name, field.Value.GetString()!, place));
            }
            else if (place.Holder is { } holder && field.Value.ValueKind == JsonValueKind.String && s_contents.Contains(field.Name))
                writer.WriteStringValue(MaskNamed(holder, field.Value.GetString()!, place with { IsMap = true, Holder = null }));
            else
            {
                var within = place with { Secrets = null, Holder = null, IsMap = isMap, IsBinary = isMap && place.IsBinary };
                Write(writer, field.Value, field.Name, within);
            }
        }

        writer.WriteEndObject();
    }

    // Secret objects come without values; a manifest within another object may have them.
    private static void WriteSecret(Utf8JsonWriter writer, JsonElement data, MaskRun run)
    {
        writer.WriteStartObject();
        foreach (var field in data.EnumerateObject())
        {
            writer.WritePropertyName(field.Name);
            if (field.Value.ValueKind == JsonValueKind.String
                && field.Value.GetString() is { Length: > 0 } value
                && !value.StartsWith(Pseudonyms.Prefix, StringComparison.Ordinal))
            {
                writer.WriteStringValue(run.Replace(Kind, field.Name, value));
            }
            else if (field.Value.ValueKind == JsonValueKind.String) field.Value.WriteTo(writer);
            else writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    // {"apiToken":{"plaintext":…}}
    private static string? HolderOf(string field) =>
        !SecretName.IsAbout(field) && SecretName.Of(field) is NameKind.Password or NameKind.Token ? field : null;

    private static string? PairName(JsonElement value)
    {
        foreach (var field in (ReadOnlySpan<string>)["name", "key", "Name", "Key", "ParameterKey"])
        {
            if (value.TryGetProperty(field, out var name) && name.ValueKind == JsonValueKind.String) return name.GetString();
        }

        if (value.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String && value.TryGetProperty("op", out _))
            return path.GetString();

        // Keycloak: {"type":"password","value":…}
        if (value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "password")
            return "password";

        return null;
    }

    private string MaskOwned(string map, string owner, string value, Place place)
    {
        var masked = MaskNamed(owner, value, place with { IsMap = true });
        return ReferenceEquals(masked, value) && OwnedSecret.Is(map, owner, value) ? place.Run.Replace(Kind, map, value) : masked;
    }

    /// <summary>The value of a field that people chose the name of, without secrets.</summary>
    public string MaskNamed(string name, string value, MaskRun run) => MaskNamed(name, value, new Place(run, 0, IsMap: true));

    private string MaskNamed(string name, string value, Place place)
    {
        var run = place.Run;
        if (value.Length == 0 || value.StartsWith(Pseudonyms.Prefix, StringComparison.Ordinal)) return value;
        if (run.IsExhausted) return run.Withhold(value.Length);
        run.Add(name.Length);
        if (place.IsBinary) return Binary(name, value, run);
        var kind = SecretName.Of(name);
        if (SecretValue.Is(kind, name, value, ValuePlace.Field with { Chosen = place.IsMap })) return run.Replace(Kind, name, value);
        if (kind == NameKind.Connection
            && !value.AsSpan().ContainsAny(Characters.Marks)
            && !value.AsSpan().ContainsAny('@', ';')
            && !Placeholder.Is(value)
            && !Placeholder.IsWord(value))
        {
            return run.Replace(Kind, name, value);
        }

        if (kind == NameKind.None && KeyBlocks.IsLine(value) && SecretName.IsPublic(name)) return value;
        return place.Depth < MaxDepth && MaskEmbedded(value, place) is { } embedded ? embedded : text.Mask(value, run);
    }

    // kubectl and kapp keep the whole manifest in an annotation.
    private string? MaskEmbedded(string value, Place place)
    {
        var trimmed = value.AsSpan().Trim();
        if (trimmed.Length < 2 || !((trimmed[0] == '{' && trimmed[^1] == '}') || (trimmed[0] == '[' && trimmed[^1] == ']'))) return null;
        try
        {
            var (count, withheld) = (place.Run.Count, place.Run.Withheld);
            var bytes = Encoding.UTF8.GetBytes(value);
            place.Run.Add(value.Length);
            var buffer = new ArrayBufferWriter<byte>(bytes.Length);
            using var writer = new Utf8JsonWriter(buffer, s_options);
            WriteParsed(writer, bytes, "", new Place(place.Run, place.Depth + 1));
            writer.Flush();
            return place.Run.Count == count && place.Run.Withheld == withheld ? value : Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A keystore cannot be looked into.
    private static string Binary(string name, string value, MaskRun run)
    {
        var decoded = Base64Scanner.Decode(value);
        return decoded is null
            || TextMasker.HasSecret(decoded, run, depth: 1)
            || SecretValue.Is(SecretName.Of(name), name, decoded, ValuePlace.Field)
            ? run.Replace("binary", name, value)
            : value;
    }

    /// <summary>Where a value stands.</summary>
    /// <param name="Run">The masking.</param>
    /// <param name="Depth">In how many strings of JSON.</param>
    /// <param name="IsMap">Whether its field is a name that people chose.</param>
    /// <param name="IsBinary">Whether it is bytes in Base64.</param>
    /// <param name="Holder">The name of the object that it stands in, where that announces a secret.</param>
    /// <param name="Secrets">The name of the object that it stands in, where that holds secrets by the names of their owners.</param>
    private readonly record struct Place(MaskRun Run, int Depth, bool IsMap = false, bool IsBinary = false, string? Secrets = null,
        string? Holder = null);
}
