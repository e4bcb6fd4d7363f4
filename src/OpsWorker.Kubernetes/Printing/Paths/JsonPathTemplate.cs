using System.Text;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Paths;

/// <summary>A template of <c>-o jsonpath</c>: text, paths in braces, quoted texts and ranges.</summary>
internal sealed class JsonPathTemplate
{
    private readonly IReadOnlyList<Action<JsonElement, StringBuilder>> _parts;

    private JsonPathTemplate(IReadOnlyList<Action<JsonElement, StringBuilder>> parts) => _parts = parts;

    /// <exception cref="FormatException">It is no template.</exception>
    public static JsonPathTemplate Parse(string text)
    {
        var reader = new JsonPathReader(text);
        var parts = Parts(reader, inRange: false);
        return new JsonPathTemplate(parts);
    }

    public string Print(JsonElement root)
    {
        var text = new StringBuilder();
        foreach (var part in _parts) part(root, text);
        return text.ToString();
    }

    private static List<Action<JsonElement, StringBuilder>> Parts(JsonPathReader reader, bool inRange)
    {
        var parts = new List<Action<JsonElement, StringBuilder>>();
        while (!reader.IsAtEnd)
        {
            if (reader.Current != '{')
            {
                var character = reader.Current;
                parts.Add((_, text) => text.Append(character));
                reader.Position++;
                continue;
            }

            reader.Position++;
            reader.SkipSpaces();
            if (reader.Take("end}")) return inRange ? parts : throw new FormatException("not in range, nothing to end");
            parts.Add(reader.Take("range ") ? Range(reader) : Action(reader));
        }

        return inRange ? throw new FormatException("unterminated range") : parts;
    }

    private static Action<JsonElement, StringBuilder> Action(JsonPathReader reader)
    {
        if (reader.Current is '\'' or '"')
        {
            var literal = reader.ReadQuoted();
            Close(reader);
            return (_, text) => text.Append(literal);
        }

        var path = reader.ReadPath();
        Close(reader);
        return (root, text) => text.AppendJoin(' ', path.Select(root).Select(PathValue.Text));
    }

    private static Action<JsonElement, StringBuilder> Range(JsonPathReader reader)
    {
        reader.SkipSpaces();
        var path = reader.ReadPath();
        Close(reader);
        var body = Parts(reader, inRange: true);
        return (root, text) =>
        {
            foreach (var item in path.Select(root))
            {
                foreach (var part in body) part(item, text);
            }
        };
    }

    private static void Close(JsonPathReader reader)
    {
        reader.SkipSpaces();
        if (!reader.Take("}")) throw new FormatException(reader.IsAtEnd ? "unclosed action" : $"unexpected '{reader.Current}'");
    }
}
