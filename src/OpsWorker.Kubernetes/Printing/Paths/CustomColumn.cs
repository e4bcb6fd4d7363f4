using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Paths;

/// <summary>A column of <c>-o custom-columns</c>.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Path">The path of its cells.</param>
internal sealed record CustomColumn(string Header, JsonPath Path)
{
    /// <exception cref="FormatException">It is no list of columns.</exception>
    public static IReadOnlyList<CustomColumn> ParseAll(string text) => [.. Split(text).Select(Parse)];

    public string Cell(JsonElement value)
    {
        var cell = string.Join(',', Path.Select(value).Select(PathValue.GoText));
        return cell.Length == 0 ? "<none>" : cell;
    }

    private static CustomColumn Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? throw new FormatException($"custom-columns are HEADER:PATH, not '{text}'")
            : new CustomColumn(text[..colon], JsonPath.ParseRelaxed(text[(colon + 1)..]));
    }

    // A comma within brackets belongs to a path.
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '[' or '(') depth++;
            else if (text[i] is ']' or ')') depth--;
            else if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }
}
