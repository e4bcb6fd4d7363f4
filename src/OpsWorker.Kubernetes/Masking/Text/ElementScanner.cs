using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds secrets in XML: the text of an element whose name, or whose name attribute, announces one.</summary>
internal static class ElementScanner
{
    private const int MaxTag = 256;
    private const int MaxText = 16 * 1024;

    /// <summary>Looks at <c>&lt;</c>; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (at + 2 >= text.Length || !char.IsAsciiLetter(text[at + 1])) return at + 1;
        var tag = text.Slice(at + 1, Math.Min(MaxTag, text.Length - at - 1));
        var close = tag.IndexOf('>');
        line.Run.Add(close < 0 ? tag.Length : close);
        if (close < 1 || tag[close - 1] == '/') return at + 1;
        tag = tag[..close];
        var name = Name(tag);
        var element = ElementName(tag);
        var isValue = (element is "value" or "Value" or "string"
            || element.EndsWith(":AttributeValue")) && line.State.PairKind != NameKind.None;
        var kind = isValue ? line.State.PairKind : SecretName.Of(name);
        if (isValue) name = line.State.PairName;
        else if (element is "name" or "key" or "Name" or "Key") return Pair(ref line, at + close + 2);
        else if (element is "td" or "th") return Cell(ref line, at + close + 2);
        if (kind is not (NameKind.Password or NameKind.Token or NameKind.Auth)) return at + 1;
        var start = at + close + 2;
        var end = text.Slice(start, Math.Min(text.Length - start, MaxText)).IndexOf('<');
        var value = text.Slice(start, end < 0 ? text.Length - start : end);
        line.Run.Add(value.Length);
        if (value.Trim().IsEmpty)
        {
            if (end < 0) line.State.Begin(OpenPart.Element, 0, name);
            line.State.SetPair(kind, name);
            return start;
        }

        if (end < 0 || !IsClosed(text, start, end, tag)) return at + 1;
        if (!SecretValue.Is(kind, name, value.Trim(), ValuePlace.Field)) return start;
        var blank = value.Length - value.TrimStart().Length;
        line.Add(start + blank, start + value.Length, "password", name);
        return start + value.Length;
    }

    // A row of a table: <td>DB_PASSWORD</td><td>X</td>
    private static int Cell(ref LineScanner line, int start)
    {
        var (kind, name) = (line.State.PairKind, line.State.PairName);
        var text = line.Text;
        var end = text.Slice(start, Math.Min(text.Length - start, MaxTag)).IndexOf('<');
        if (end <= 0) return start;
        line.Run.Add(end);
        var value = text.Slice(start, end).Trim();
        if (kind == NameKind.None)
        {
            if (value.Length <= NameWords.MaxLength && SecretName.Of(value) is var named and (NameKind.Password or NameKind.Token))
                line.State.SetPair(named, value);
            return start;
        }

        line.State.SetPair(NameKind.None, []);
        if (value.IsEmpty || !SecretValue.Is(kind, name, value, ValuePlace.Field)) return start;
        var blank = end - text.Slice(start, end).TrimStart().Length;
        line.Add(start + blank, start + blank + value.Length, "password", name);
        return start + end;
    }

    // <name>fs.s3a.secret.key</name><value>…</value>, <key>ApiKey</key><string>…</string>
    private static int Pair(ref LineScanner line, int start)
    {
        var rest = line.Text.Slice(start, Math.Min(line.Text.Length - start, NameWords.MaxLength));
        var length = rest.IndexOf("</");
        line.Run.Add(rest.Length);
        if (length > 0) line.State.SetPair(SecretName.Of(rest[..length]), rest[..length]);
        return start;
    }

    private static bool IsClosed(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<char> tag)
    {
        var rest = text[(start + end)..];
        return rest.StartsWith("</") && rest[2..].StartsWith(ElementName(tag), StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> ElementName(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(' ', '\t');
        return end < 0 ? tag : tag[..end];
    }

    // <entry key="password">, <Setting name='apiKey'>
    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        var element = ElementName(tag);
        if (SecretName.Of(element) != NameKind.None) return element;
        foreach (var attribute in (ReadOnlySpan<string>)[" key=", " name=", " id="])
        {
            var at = tag.IndexOf(attribute, StringComparison.Ordinal);
            if (at < 0) continue;
            var value = tag[(at + attribute.Length)..].TrimStart("\"'");
            var end = value.IndexOfAny('"', '\'', ' ');
            return end < 0 ? value : value[..end];
        }

        return element;
    }
}
