using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds private keys in the PEM form (RFC 7468) and its relatives, whole or cut anywhere: a line that is nothing but Base64 is taken
/// for a part of one unless it stands in a certificate.
/// </summary>
internal static class KeyBlocks
{
    public const string Kind = "private-key";

    private const int MaxLabel = 80;

    /// <summary>Lines of keys have 64 or 70 characters, of other Base64 76.</summary>
    private const int MinLine = 40;

    private static readonly System.Buffers.SearchValues<char> s_behind = System.Buffers.SearchValues.Create(" \t\"'\\,");

    /// <summary>Looks at four hyphens; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        var text = line.Text;
        var label = text[at..].TrimStart('-').TrimStart();
        var hyphens = text.Length - at - label.Length;
        if (label.Length > MaxLabel) label = label[..MaxLabel];
        if (label.StartsWith("END ") && IsEnd(text[at..], out var first, out var last) && first == 0)
        {
            line.Add(at, at + last, Kind, []);
            return at + last;
        }

        if (!label.StartsWith("BEGIN ")) return at + hyphens;
        var end = label.IndexOf("--");
        if (end < 0) return at + hyphens;
        var isPrivate = label[..end].Contains("PRIVATE", StringComparison.Ordinal);
        var body = at + hyphens + end;
        while (body < text.Length && text[body] == '-') body++;
        if (!isPrivate)
        {
            if (!text[body..].ContainsAnyExcept(s_behind)) line.State.Begin(OpenPart.PublicKey, 0, []);
            return body;
        }

        var stop = EndOfBody(ref line, body);
        line.Run.Add(stop - at);
        line.Add(at, stop, Kind, []);
        if (stop < text.Length) return stop;
        line.State.Begin(OpenPart.PrivateKey, 0, []);
        line.State.Replaced = true;
        return stop;
    }

    /// <summary>True when the value is a PEM block, whose BEGIN line contains spaces.</summary>
    public static bool IsBegin(ReadOnlySpan<char> value) => value.TrimStart("\\\"'").StartsWith("-----BEGIN ");

    /// <summary>True when the line ends a block; gives the place of the END marker.</summary>
    public static bool IsEnd(ReadOnlySpan<char> text, out int start, out int end)
    {
        end = 0;
        start = text.IndexOf("---");
        if (start < 0) return false;
        var label = text[start..].TrimStart('-').TrimStart();
        if (!label.StartsWith("END ")) return false;
        var length = label.Length;
        if (label.Length > MaxLabel) label = label[..MaxLabel];
        var close = label.IndexOf("--");
        if (close < 0 || !label[..close].Contains("PRIVATE", StringComparison.Ordinal)) return false;
        end = text.Length - length + close;
        while (end < text.Length && text[end] == '-') end++;
        return true;
    }

    public static bool IsEndOfPublic(ReadOnlySpan<char> text) => text.Contains("-END ", StringComparison.Ordinal);

    /// <summary>True when the line is a full line of a key.</summary>
    public static bool IsLine(ReadOnlySpan<char> text)
    {
        text = Bare(text);
        if (text.Length is < MinLine or > 16 * 1024 || !IsBase64(text) || IsPublicKey(text) || Placeholder.IsExample(text))
            return false;
        return text.ContainsAnyInRange('A', 'Z')
            && text.ContainsAnyInRange('a', 'z')
            && text.ContainsAnyInRange('0', '9')
            && !text.TrimEnd('=').Contains('=')
            && Base64Scanner.Decode(text) is null;
    }

    /// <summary>True when the line may be a key's last, shorter line, or one of its headers.</summary>
    public static bool IsPart(ReadOnlySpan<char> text)
    {
        text = Bare(text);
        if (text.IsEmpty || IsHeader(text)) return true;
        if (IsBase64(text)) return text.Length % 4 == 0 || text.Length >= MinLine || text[0] == '=' || text[^1] == '=';

        // Behind what a logger writes before each line.
        var word = text[(text.LastIndexOf(' ') + 1)..];
        return word.Length >= MinLine && IsLine(word);
    }

    // SubjectPublicKeyInfo (RFC 5280) of RSA, of elliptic curves and of Ed25519.
    private static bool IsPublicKey(ReadOnlySpan<char> text) =>
        text[2..].StartsWith("IBIjANBgkqhkiG9w0BAQEF")
            || text[2..].StartsWith("ICIjANBgkqhkiG9w0BAQEF")
            || text.StartsWith("MFkwEwYHKoZIzj0C")
            || text.StartsWith("MHYwEAYHKoZIzj0C")
            || text.StartsWith("MCowBQYDK2V");

    // Quotation marks, line ends and signs by which programs put lines of a text together.
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text)
    {
        text = text.Trim().TrimStart("\"'#|>+- ").TrimEnd("\"',+;\\ ");
        while (text.EndsWith("\\n") || text.EndsWith("\\r")) text = text[..^2];
        return text;
    }

    private static bool IsHeader(ReadOnlySpan<char> text) =>
        text.StartsWith("Proc-Type:") || text.StartsWith("DEK-Info:") || text.StartsWith("Comment:") || text.StartsWith("Version:")
        || text.StartsWith("Subject:") || text.StartsWith("Private-Lines:") || text.StartsWith("Private-MAC:") || text.StartsWith("Hash:");

    private static bool IsBase64(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/' or '=')) return false;
        }

        return true;
    }

    // A whole key in one line has \n between its lines, or nothing; it ends with its END, or where its characters end.
    private static int EndOfBody(ref LineScanner line, int body)
    {
        var text = line.Text;
        var end = line.KeyEnd(body);
        if (end >= 0 && IsEnd(text[end..], out _, out var length)) return end + length;
        var i = body;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '+' or '/' or '=' or '\\' or ' ' or '-' or ':' or ','))
            i++;
        return i;
    }
}
