using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Reads fields of objects of unknown shape, for print: a missing field is empty.</summary>
internal static class JsonFields
{
    /// <summary>The value at a path of names; undefined where there is none.</summary>
    public static JsonElement At(this JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return default;
        }

        return value;
    }

    /// <summary>A plain value as text, or <paramref name="otherwise"/>.</summary>
    public static string Text(this JsonElement value, string otherwise = "") => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText().ToLowerInvariant(),
        _ => otherwise,
    };

    public static IEnumerable<JsonElement> Items(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Fields(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    public static int Number(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    public static DateTimeOffset? Time(this JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;

    /// <summary>Texts joined by commas, or <c>&lt;none&gt;</c>.</summary>
    public static string Join(this IEnumerable<string> texts)
    {
        var joined = string.Join(',', texts.Where(t => t.Length > 0));
        return joined.Length == 0 ? "<none>" : joined;
    }
}
