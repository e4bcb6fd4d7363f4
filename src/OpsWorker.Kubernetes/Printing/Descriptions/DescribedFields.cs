using System.Text;
using System.Text.Json;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Kubernetes.Printing.Descriptions;

/// <summary>Every field of an object, the names as kubectl writes those of kinds that it does not know: <c>First Timestamp</c>.</summary>
internal static class DescribedFields
{
    private static readonly string[] s_shown = ["name", "namespace", "labels", "annotations"];
    private static readonly string[] s_hidden = ["managedFields"];

    public static void Write(ElasticText text, Described described)
    {
        var item = described.Object;
        text.Line("Name", item.At("metadata", "name").Text()).Line("Namespace", item.At("metadata", "namespace").Text());
        DescribedParts.Metadata(text, item);
        var known = KnownResources.Find(described.Resource);
        var fields = item.Fields().ToDictionary(field => field.Name, field => field.Value);
        var names = fields.Keys.Concat(["apiVersion", "kind"]).Distinct();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (name == "apiVersion") text.Line("API Version", fields.GetValueOrDefault(name).Text(known?.ApiVersion ?? ""));
            else if (name == "kind") text.Line("Kind", fields.GetValueOrDefault(name).Text(known?.Kind ?? ""));
            else WriteField(text, name, fields[name], 0, name == "metadata" ? [.. s_shown, .. s_hidden] : s_hidden);
        }
    }

    private static void WriteField(ElasticText text, string name, JsonElement value, int level, IReadOnlyList<string> hidden)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Heading(Words(name), level);
                WriteFields(text, value, level + 1, hidden);
                break;
            case JsonValueKind.Array:
                text.Heading(Words(name), level);
                WriteItems(text, value, level + 1);
                break;
            default:
                text.Line(Words(name), value.Text("<nil>"), level);
                break;
        }
    }

    private static void WriteFields(ElasticText text, JsonElement value, int level, IReadOnlyList<string> hidden)
    {
        foreach (var field in value.Fields().OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            if (!hidden.Contains(field.Name)) WriteField(text, field.Name, field.Value, level, s_hidden);
        }
    }

    private static void WriteItems(ElasticText text, JsonElement value, int level)
    {
        foreach (var item in value.Items())
        {
            if (item.ValueKind == JsonValueKind.Object) WriteFields(text, item, level, s_hidden);
            else text.Text(item.Text(), level * 2);
        }
    }

    // A name is split where a capital begins a word, and keys that are no names of fields stay.
    private static string Words(string name)
    {
        if (!name.All(char.IsAsciiLetterOrDigit)) return name;
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = char.IsAsciiLetterUpper(name[i])
                && i > 0 && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (begins) words.Append(' ');
            words.Append(i == 0 ? char.ToUpperInvariant(name[i]) : name[i]);
        }

        return words.ToString();
    }
}
