using System.Text;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Queries.Selectors;

/// <summary>
/// A field selector in the API's syntax: <c>path=value</c>, <c>path==value</c> or <c>path!=value</c>, joined by commas,
/// with <c>\</c> before a comma, an equals sign or a backslash of a value ("Field Selectors" in the Kubernetes
/// documentation). The API server supports a few paths of each kind; here every path to a plain value is supported.
/// </summary>
public sealed class FieldSelector
{
    private const int MaxLength = 4096;

    private readonly IReadOnlyList<FieldRequirement> _requirements;

    private FieldSelector(IReadOnlyList<FieldRequirement> requirements) => _requirements = requirements;

    /// <summary>Reads a selector; an empty text selects everything.</summary>
    /// <exception cref="FormatException">The text is not a selector; the message names the invalid part.</exception>
    public static FieldSelector Parse(string text)
    {
        if (text.Length > MaxLength) throw new FormatException($"A field selector is at most {MaxLength} characters long.");
        if (string.IsNullOrWhiteSpace(text)) return new FieldSelector([]);
        return new FieldSelector([.. Split(text).Select(ParseRequirement)]);
    }

    /// <summary>The paths of the fields that it compares.</summary>
    internal IEnumerable<string> Paths => _requirements.Select(r => string.Join('.', r.Path));

    /// <summary>True if the object is selected. A missing field counts as empty.</summary>
    public bool Matches(JsonElement value) =>
        _requirements.All(r => string.Equals(Field(value, r.Path), r.Value, StringComparison.Ordinal) == r.Equal);

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static FieldRequirement ParseRequirement(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1) throw new FormatException($"'{part}' is no requirement of a field selector: it needs '=' or '!='.");
        var negated = part[equals - 1] == '!';
        var path = part[..(negated ? equals - 1 : equals)].Trim();
        var value = part[(equals + 1)..];
        if (!negated && value.StartsWith('=')) value = value[1..];
        if (path.Length == 0 || !path.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'))
        {
            throw new FormatException($"'{part}' is no requirement of a field selector: '{path}' is no path to a field.");
        }

        return new FieldRequirement(path.Split('.'), Unescape(value.Trim(), part), !negated);
    }

    private static string Unescape(string value, string part)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '=')
            {
                throw new FormatException($"'{part}' is no requirement of a field selector: '=' in a value needs '\\' before it.");
            }

            if (value[i] == '\\' && ++i == value.Length) throw new FormatException($"'{part}' ends in the middle of an escape.");
            text.Append(value[i]);
        }

        return text.ToString();
    }

    private static string Field(JsonElement value, string[] path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return "";
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };
    }

    private sealed record FieldRequirement(string[] Path, string Value, bool Equal);
}
