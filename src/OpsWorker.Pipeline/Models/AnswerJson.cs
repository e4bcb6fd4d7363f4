using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpsWorker.Pipeline.Models;

/// <summary>Reads the JSON of models' answers.</summary>
internal static class AnswerJson
{
    /// <summary>The object of an answer, also of one in a code block or with words around it; null where it is no such JSON.</summary>
    public static T? Parse<T>(string? text, JsonTypeInfo<T> type)
        where T : class
    {
        if (text is null) return null;
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (start < 0 || end < start) return null;
        try
        {
            return JsonSerializer.Deserialize(text.AsSpan(start, end - start + 1), type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
