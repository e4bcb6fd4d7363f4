using System.Globalization;
using System.Text.Json;

namespace OpsWorker.Pipeline.Models.Asking;

/// <summary>The lines of an answer of a cluster: of text as they are, of JSON one for each value, with its path.</summary>
internal static class EvidenceLines
{
    private const int MaxDepth = 64;

    public static IEnumerable<string> Of(string content) =>
        content.Length > 0 && content[0] is '{' or '[' && Parse(content) is { } document ? Values(document) : content.Split('\n');

    private static IEnumerable<string> Values(JsonDocument document)
    {
        using (document)
        {
            foreach (var line in Values(document.RootElement, "")) yield return line;
        }
    }

    private static IEnumerable<string> Values(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            property => Values(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().Index().SelectMany(
            item => Values(item.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{item.Index}]"))),
        _ => [$"{path}: {element}"],
    };

    private static JsonDocument? Parse(string content)
    {
        try
        {
            return JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
