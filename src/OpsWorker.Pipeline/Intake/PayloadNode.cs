using System.Text.Json;

namespace OpsWorker.Pipeline.Intake;

/// <summary>An object of a payload that knows where it is, so that an error can name the field.</summary>
internal readonly struct PayloadNode
{
    private readonly JsonElement _element;
    private readonly string _path;

    private PayloadNode(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong(path, element, "an object");
        _element = element;
        _path = path;
    }

    public static PayloadNode Root(JsonElement element) => new(element, "");

    public string? Text(string name)
    {
        if (!Has(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(PathOf(name), value, "a string");
    }

    public int Count(string name)
    {
        if (!Has(name, out var value)) return 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0
            ? count
            : throw Wrong(PathOf(name), value, "a number that is not negative");
    }

    public DateTimeOffset? Time(string name)
    {
        var text = Text(name);
        if (string.IsNullOrEmpty(text)) return null;
        return Rfc3339.TryParse(text, out var time)
            ? time
            : throw Invalid(name, $"Is \"{text}\"; an RFC 3339 time was expected.");
    }

    /// <summary>A map of strings. Numbers and booleans are taken as they are written, nulls are left out.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        var texts = new Dictionary<string, string>();
        if (!Has(name, out var map)) return texts;
        if (map.ValueKind != JsonValueKind.Object) throw Wrong(PathOf(name), map, "an object");
        foreach (var property in map.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                throw Wrong($"{PathOf(name)}.{property.Name}", property.Value, "a string");
            }

            texts[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : property.Value.GetRawText();
        }

        return texts;
    }

    public IReadOnlyList<PayloadNode> Array(string name, int max)
    {
        if (!Has(name, out var array)) throw Invalid(name, "Is missing; an array was expected.");
        if (array.ValueKind != JsonValueKind.Array) throw Wrong(PathOf(name), array, "an array");
        var count = array.GetArrayLength();
        if (count > max)
        {
            throw new InvalidPayloadException(PathOf(name), $"Has {count} entries; at most {max} are taken.", tooLarge: true);
        }

        var path = PathOf(name);
        return [.. array.EnumerateArray().Select((element, index) => new PayloadNode(element, $"{path}[{index}]"))];
    }

    public void RequireAtMost(int bytes)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(_element.GetRawText());
        if (length > bytes)
        {
            throw new InvalidPayloadException(_path, $"Has {length} bytes; at most {bytes} are taken.", tooLarge: true);
        }
    }

    public InvalidPayloadException Invalid(string name, string problem) => new(PathOf(name), problem);

    private bool Has(string name, out JsonElement value) =>
        _element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private static InvalidPayloadException Wrong(string path, JsonElement element, string expected) =>
        new(path, $"Is of JSON type {element.ValueKind.ToString().ToLowerInvariant()}; {expected} was expected.");
}
