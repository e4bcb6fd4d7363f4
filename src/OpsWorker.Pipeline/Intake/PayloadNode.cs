using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpsWorker.Pipeline.Intake;

/// <summary>A value of a payload and its place.</summary>
/// <param name="Element">The value, of any JSON type.</param>
/// <param name="Path">The place, for example <c>alerts[3]</c>.</param>
public readonly record struct PayloadPlace(JsonElement Element, string Path)
{
    /// <summary>The value as an object.</summary>
    /// <exception cref="InvalidPayloadException">It is none.</exception>
    public PayloadNode Node() => new(Element, Path);
}

/// <summary>An object of a payload that knows its place, so that an error can name the field.</summary>
public readonly struct PayloadNode
{
    private const int MaxQuoted = 100;

    private readonly JsonElement _element;
    private readonly string _path;

    internal PayloadNode(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong(path, element, "an object");
        _element = element;
        _path = path;
    }

    /// <summary>The object's JSON.</summary>
    public string Json => _element.GetRawText();

    /// <summary>The place of the object.</summary>
    public string Path => _path;

    /// <summary>The payload's root as an object.</summary>
    public static PayloadNode Root(JsonElement element) => new(element, "");

    /// <summary>The entries of an array at the root of a payload.</summary>
    public static IReadOnlyList<PayloadPlace> Entries(JsonElement array) => Entries(array, "");

    /// <summary>True if the object has the field and it is not null.</summary>
    public bool Has(string name) => Has(name, out _);

    /// <summary>A string; null if it is missing.</summary>
    /// <exception cref="InvalidPayloadException">It is of another type.</exception>
    public string? Text(string name)
    {
        if (!Has(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(PathOf(name), value, "a string");
    }

    /// <summary>A string that is not blank, a number or a boolean as it is written; null for anything else.</summary>
    public string? Scalar(string name) => Has(name, out var value) ? ScalarOf(value) : null;

    /// <summary>The first of these fields that has a scalar.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Scalar(name) is { } text) return text;
        }

        return null;
    }

    /// <summary>An object; null if it is missing or of another type.</summary>
    public PayloadNode? Child(string name) =>
        Has(name, out var value) && value.ValueKind == JsonValueKind.Object ? new PayloadNode(value, PathOf(name)) : null;

    /// <summary>An object, also one that is written as a text of JSON; null if it is missing or anything else.</summary>
    public PayloadNode? Embedded(string name)
    {
        if (Child(name) is { } child) return child;
        return Scalar(name) is { } text && text.AsSpan().TrimStart().StartsWith('{') ? Parsed(name, Encoding.UTF8.GetBytes(text)) : null;
    }

    /// <summary>An object that is written as base64 of a text of JSON; null if it is missing or anything else.</summary>
    public PayloadNode? Encoded(string name)
    {
        if (Scalar(name) is not { } text) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Parsed(name, bytes.AsSpan(0, length)) : null;
    }

    private PayloadNode? Parsed(string name, ReadOnlySpan<byte> json)
    {
        try
        {
            var inner = JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = IntakeLimits.MaxDepth });
            return inner.ValueKind == JsonValueKind.Object ? new PayloadNode(inner, PathOf(name)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number that is not negative; 0 for anything else, which is no reason to lose the rest.</summary>
    public int Count(string name) =>
        int.TryParse(Scalar(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    /// <summary>An RFC 3339 time, or a number since 1970; null if it is missing, or so early that it means "none".</summary>
    /// <exception cref="InvalidPayloadException">It is no time.</exception>
    public DateTimeOffset? Time(string name)
    {
        if (Has(name, out var value) && value.ValueKind == JsonValueKind.Number) return Instants.Parse(value.GetRawText());
        var text = Text(name);
        if (string.IsNullOrEmpty(text)) return null;
        return Rfc3339.TryParse(text, out var time)
            ? Instants.OrNone(time)
            : throw Invalid(name, $"Is \"{Short(text)}\"; an RFC 3339 time was expected.");
    }

    /// <summary>A time in any of the forms that <see cref="Instants"/> reads; null for anything else.</summary>
    public DateTimeOffset? Instant(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Instants.Parse(Scalar(name)) is { } time) return time;
        }

        return null;
    }

    /// <summary>A map of strings. Any other value is taken as it is written, nulls are left out.</summary>
    /// <exception cref="InvalidPayloadException">It is no object.</exception>
    public Dictionary<string, string> Texts(string name)
    {
        var texts = new Dictionary<string, string>();
        if (!Has(name, out var map)) return texts;
        if (map.ValueKind != JsonValueKind.Object) throw Wrong(PathOf(name), map, "an object");
        foreach (var property in map.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            texts[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : property.Value.GetRawText();
        }

        return texts;
    }

    /// <summary>The scalars of this object, by their names; blank ones are left out.</summary>
    public Dictionary<string, string> Scalars()
    {
        var texts = new Dictionary<string, string>();
        foreach (var property in _element.EnumerateObject())
        {
            if (ScalarOf(property.Value) is { } text) texts[property.Name] = text;
        }

        return texts;
    }

    /// <summary>The scalars of this object, and its arrays of scalars with commas between; blank ones are left out.</summary>
    public IEnumerable<(string Name, string Value)> ScalarsAndLists()
    {
        foreach (var property in _element.EnumerateObject())
        {
            var value = property.Value.ValueKind == JsonValueKind.Array
                ? string.Join(',', property.Value.EnumerateArray().Select(ScalarOf).OfType<string>())
                : ScalarOf(property.Value);
            if (value is { Length: > 0 }) yield return (property.Name, value);
        }
    }

    /// <summary>The objects of this object, by their names.</summary>
    public IEnumerable<(string Name, PayloadNode Node)> Children()
    {
        foreach (var property in _element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object) continue;
            yield return (property.Name, new PayloadNode(property.Value, PathOf(property.Name)));
        }
    }

    /// <summary>The entries of an array.</summary>
    /// <exception cref="InvalidPayloadException">It is missing, or no array.</exception>
    public IReadOnlyList<PayloadPlace> Array(string name)
    {
        if (!Has(name, out var array)) throw Invalid(name, "Is missing; an array was expected.");
        return array.ValueKind == JsonValueKind.Array ? Entries(array, PathOf(name)) : throw Wrong(PathOf(name), array, "an array");
    }

    /// <summary>The entries of an array; none if it is missing or of another type.</summary>
    public IReadOnlyList<PayloadPlace> Items(string name) =>
        Has(name, out var array) && array.ValueKind == JsonValueKind.Array ? Entries(array, PathOf(name)) : [];

    /// <summary>The scalars of an array, or the one scalar that stands in its place.</summary>
    public IReadOnlyList<string> List(string name)
    {
        if (!Has(name, out var value)) return [];
        if (value.ValueKind != JsonValueKind.Array) return ScalarOf(value) is { } one ? [one] : [];
        return [.. value.EnumerateArray().Select(ScalarOf).OfType<string>()];
    }

    /// <summary>An error of a field of this object.</summary>
    public InvalidPayloadException Invalid(string name, string problem) => new(PathOf(name), problem);

    /// <summary>A text of a payload, short enough for an error.</summary>
    public static string Short(string? text) => text is null ? "missing" : text.Length <= MaxQuoted ? text : text[..MaxQuoted] + "…";

    private static IReadOnlyList<PayloadPlace> Entries(JsonElement array, string path) =>
        [.. array.EnumerateArray().Select((element, index) => new PayloadPlace(element, $"{path}[{index}]"))];

    private static string? ScalarOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private bool Has(string name, out JsonElement value) =>
        _element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private static InvalidPayloadException Wrong(string path, JsonElement element, string expected) =>
        new(path, $"Is of JSON type {element.ValueKind.ToString().ToLowerInvariant()}; {expected} was expected.");
}
