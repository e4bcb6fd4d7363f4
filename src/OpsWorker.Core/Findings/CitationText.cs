using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpsWorker.Core.Findings;

/// <summary>Formats quotations for people: fields of objects as YAML, as kubectl prints them, everything else as it is.</summary>
public static class CitationText
{
    private const int MaxDepth = 8;

    /// <summary>The quotation. JSON that was cut short stays as it is.</summary>
    public static string Quote(Citation citation)
    {
        var quote = citation.Quote;
        if (quote is not ['{' or '[', ..]) return quote;
        try
        {
            using var document = JsonDocument.Parse(quote);
            var text = new StringBuilder();
            Write(text, document.RootElement, 0);
            return text.Length == 0 ? quote : text.ToString().TrimEnd('\n');
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // Cut short, or with half of a surrogate pair.
            return quote;
        }
    }

    private static void Write(StringBuilder text, JsonElement value, int depth)
    {
        if (depth >= MaxDepth || IsPlain(value))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Plain(value)}\n");
            return;
        }

        var indent = new string(' ', depth * 2);
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) WriteItem(text, item, indent, depth);
            return;
        }

        foreach (var field in value.EnumerateObject())
        {
            text.Append(indent).Append(field.Name).Append(IsPlain(field.Value) ? ": " : ":\n");
            Write(text, field.Value, IsPlain(field.Value) ? 0 : depth + 1);
        }
    }

    private static void WriteItem(StringBuilder text, JsonElement item, string indent, int depth)
    {
        var inner = new StringBuilder();
        Write(inner, item, IsPlain(item) ? 0 : depth + 1);
        var written = inner.ToString();
        text.Append(indent).Append("- ").Append(IsPlain(item) ? written : written[Math.Min(indent.Length + 2, written.Length)..]);
    }

    private static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => true,
    };

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
