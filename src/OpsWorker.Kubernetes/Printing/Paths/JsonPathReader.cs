using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Paths;

/// <summary>Reads the paths of a JSONPath text.</summary>
internal sealed class JsonPathReader(string text)
{
    private static readonly string[] s_operators = ["==", "!=", "<=", ">=", "<", ">"];

    public int Position { get; set; }

    public bool IsAtEnd => Position >= text.Length;

    /// <summary>The character at the position; NUL at the end.</summary>
    public char Current => IsAtEnd ? '\0' : text[Position];

    /// <summary>Reads a path up to the character that cannot belong to it.</summary>
    /// <exception cref="FormatException">A part is not closed or not understood.</exception>
    public JsonPath ReadPath()
    {
        var steps = new List<Func<JsonElement, IEnumerable<JsonElement>>>();
        if (Current is '$' or '@') Position++;
        while (Current is '.' or '[')
        {
            if (Current == '[') steps.Add(ReadBrackets());
            else if (Take("..")) steps.Add(Descend(ReadName()));
            else
            {
                Position++;
                if (Current != '[' && ReadName() is { Length: > 0 } name) steps.Add(name == "*" ? All : value => Field(value, name));
            }
        }

        return new JsonPath(steps);
    }

    /// <summary>Reads a text between quotation marks, with Go's escapes.</summary>
    public string ReadQuoted()
    {
        var quote = text[Position++];
        var read = new StringBuilder();
        while (Current != quote)
        {
            if (IsAtEnd) throw new FormatException("unterminated quoted string");
            read.Append(Current == '\\' ? Escaped() : Current);
            Position++;
        }

        Position++;
        return read.ToString();
    }

    public void SkipSpaces()
    {
        while (Current == ' ') Position++;
    }

    public bool Take(string word)
    {
        if (string.CompareOrdinal(text, Position, word, 0, word.Length) != 0) return false;
        Position += word.Length;
        return true;
    }

    private char Escaped()
    {
        Position++;
        return Current switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other };
    }

    // A point within a name is written with a backslash before it.
    private string ReadName()
    {
        var name = new StringBuilder();
        for (; !IsAtEnd && Current is not ('.' or '[' or ']' or '}' or ')' or ' ' or '=' or '!' or '<' or '>' or ','); Position++)
        {
            if (Current == '\\') Position++;
            if (!IsAtEnd) name.Append(Current);
        }

        return name.ToString();
    }

    private Func<JsonElement, IEnumerable<JsonElement>> ReadBrackets()
    {
        Position++;
        Func<JsonElement, IEnumerable<JsonElement>> step;
        if (Take("?(")) step = ReadFilter();
        else if (Current is '\'' or '"')
        {
            var name = ReadQuoted();
            step = value => Field(value, name);
        }
        else if (Take("*")) step = All;
        else step = ReadSlice();
        return Take("]") ? step : throw new FormatException("unterminated array");
    }

    private Func<JsonElement, IEnumerable<JsonElement>> ReadSlice()
    {
        var end = text.IndexOf(']', Position);
        if (end < 0) throw new FormatException("unterminated array");
        var parts = text[Position..end].Split(':');
        Position = end;
        var numbers = parts.Select(part => part.Length == 0 ? (int?)null : Number(part)).ToArray();
        return numbers switch
        {
            [{ } index] => value => Slice(value, index, index == -1 ? null : index + 1, 1),
            [var from, var to] => value => Slice(value, from, to, 1),
            [var from, var to, { } step and > 0] => value => Slice(value, from, to, step),
            _ => throw new FormatException($"invalid array index {string.Join(':', parts)}"),
        };
    }

    private static int Number(string part) =>
        int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"invalid array index {part}");

    private Func<JsonElement, IEnumerable<JsonElement>> ReadFilter()
    {
        SkipSpaces();
        var left = ReadPath();
        SkipSpaces();
        var comparison = s_operators.FirstOrDefault(Take);
        Func<JsonElement, bool> holds = item => left.Select(item).Any();
        if (comparison is not null)
        {
            SkipSpaces();
            var right = ReadOperand();
            holds = item => left.Select(item).Any(value => Compare(PathValue.Text(value), right(item), comparison));
        }

        SkipSpaces();
        if (!Take(")")) throw new FormatException("unterminated filter");
        return value => value.Items().Where(holds);
    }

    private Func<JsonElement, string?> ReadOperand()
    {
        if (Current is '@' or '$')
        {
            var path = ReadPath();
            return item => path.Select(item).Select(PathValue.Text).FirstOrDefault();
        }

        var literal = Current is '\'' or '"' ? ReadQuoted() : ReadName();
        return _ => literal;
    }

    private static bool Compare(string left, string? right, string comparison)
    {
        if (right is null) return comparison == "!=";
        var order = PathValue.Compare(left, right);
        return comparison switch
        {
            "==" => left == right,
            "!=" => left != right,
            "<" => order < 0,
            ">" => order > 0,
            "<=" => order <= 0,
            _ => order >= 0,
        };
    }

    private static IEnumerable<JsonElement> Field(JsonElement value, string name) =>
        value.At(name) is { ValueKind: not JsonValueKind.Undefined } field ? [field] : [];

    private static IEnumerable<JsonElement> All(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.Fields().Select(f => f.Value) : value.Items();

    private static IEnumerable<JsonElement> Slice(JsonElement value, int? from, int? to, int step)
    {
        var items = value.Items().ToArray();
        var (first, end) = (From(from ?? 0, items.Length), From(to ?? items.Length, items.Length));
        for (var i = Math.Max(0, first); i < Math.Min(end, items.Length); i += step) yield return items[i];
    }

    private static int From(int index, int length) => index < 0 ? index + length : index;

    private static Func<JsonElement, IEnumerable<JsonElement>> Descend(string name) => value => Descendants(value, name);

    private static IEnumerable<JsonElement> Descendants(JsonElement value, string name)
    {
        foreach (var found in name == "*" ? All(value) : Field(value, name)) yield return found;
        foreach (var child in All(value))
        {
            foreach (var found in Descendants(child, name)) yield return found;
        }
    }
}
