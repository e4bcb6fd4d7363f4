using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds the credentials of HTTP headers, whatever their scheme (RFC 9110, "Authentication").</summary>
internal static class HeaderScanner
{
    private const int MaxScheme = 24;
    private const int MaxName = 128;

    /// <summary>The maximum distance to the quotation mark that closes a header.</summary>
    private const int MaxHeader = 8192;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_schemes = new HashSet<string>(
        ("bearer basic digest token negotiate ntlm apikey api-key api-token api_token apitoken key aws4-hmac-sha256 hmac hoba mutual "
        + "scram-sha-1 scram-sha-256 vapid dpop oauth gnap macaroon flyv1 sso-key ssws genie geniekey splunk sharedkey sharedkeylite "
        + "sharedaccesssignature ghost jwt").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsScheme(ReadOnlySpan<char> word) => word.Length <= 32 && s_schemes.Contains(word);

    public static int Authorization(ref LineScanner line, int sign, int value)
    {
        var text = line.Text;
        var start = value;
        while (start < text.Length && text[start] is '[' or '\\' or '"' or '\'' or ' ' or '{' && start - value < 8) start++;
        var end = EndOfHeader(text, sign, start, start > value);
        line.Run.Add(MaxScheme);
        var credentials = Credentials(text[..end], start);
        if (credentials < 0 || Placeholder.Is(text[credentials..end])) return Math.Max(start, sign + 1);
        line.Run.Add(end - value);
        if (!IsList(text[credentials..end]))
        {
            var word = text[credentials..end].IndexOfAny(' ', '\t');
            if (word >= 0) end = credentials + word;
            while (end > credentials && text[end - 1] is ',' or ';' or '.' or ')' or '}' or ']') end--;
        }

        line.Add(credentials, end, "authorization", []);
        return end;
    }

    public static int Cookie(ref LineScanner line, int sign, int value)
    {
        var text = line.Text;
        var start = value;
        while (start < text.Length && text[start] is '[' or '\\' or '"' or '\'' or ' ' && start - value < 8) start++;
        var equals = text.Slice(start, Math.Min(text.Length - start, MaxName)).IndexOf('=');
        line.Run.Add(MaxScheme);
        if (equals <= 0) return Math.Max(start, sign + 1);
        var end = Math.Max(EndOfHeader(text, sign, start, start > value), start + equals + 1);
        if (text[(start + equals + 1)..].StartsWith(";") || text[start..(start + equals)].ContainsAny(' ', '/', ':')
            || Placeholder.Is(text[(start + equals + 1)..end]))
            return Math.Max(start, sign + 1);
        line.Run.Add(end - value);
        if (IsSetting(text[(start + equals + 1)..end])) return end;
        line.Add(start, end, "cookie", []);
        return end;
    }

    // lang=de; Path=/
    private static bool IsSetting(ReadOnlySpan<char> cookies)
    {
        const int MaxWord = 8;
        var end = cookies.IndexOf(';');
        var value = end < 0 ? cookies : cookies[..end];
        return value.Length <= MaxWord && Placeholder.IsWord(value) && (end < 0 || !cookies[end..].ContainsAnyInRange('0', '9'));
    }

    // Behind the scheme; without one the value itself. Below zero where the line only talks of a header.
    private static int Credentials(ReadOnlySpan<char> text, int start)
    {
        if (text.Length - start > MaxHeader) text = text[..(start + MaxHeader)];
        var space = text[start..text.Length].IndexOf(' ');
        var scheme = space < 0 ? text[start..] : text.Slice(start, space);
        if (scheme.IsEmpty) return -1;
        if (space < 0) return IsScheme(scheme) || (Placeholder.IsWord(scheme) && scheme.Length < 16) ? -1 : start;
        var next = start + space;
        while (next < text.Length && text[next] == ' ') next++;
        if (next >= text.Length) return -1;
        var named = IsScheme(scheme) || (Placeholder.IsWord(scheme) && scheme.Length <= MaxScheme && IsList(text[next..]))
            || (scheme.Length <= MaxScheme && scheme.ContainsAny('-', '_') && Placeholder.IsWord(scheme));
        if (named
            || (scheme.Length <= MaxScheme
                && char.IsAsciiLetter(scheme[0])
                && !scheme.ContainsAny(Characters.NoScheme)
                && LooksSecret(text[next..])))
        {
            return next;
        }

        return scheme.Length >= 8 && !Placeholder.IsWord(scheme) ? start : -1;
    }

    private static bool LooksSecret(ReadOnlySpan<char> text)
    {
        var space = text.IndexOf(' ');
        var word = space < 0 ? text : text[..space];
        return word.Length >= 16 || (word.Length >= 6 && word.ContainsAnyInRange('0', '9'));
    }

    /// <summary>Digest, AWS4 and the like: <c>name=value, name="value"</c>.</summary>
    private static bool IsList(ReadOnlySpan<char> value)
    {
        if (value.Length > MaxHeader) return true;
        var comma = value.IndexOf(',');
        return comma > 0 && value[..comma].Contains('=') && value[comma..].Contains('=');
    }

    // At the mark that was opened before the value, or before the header's name; else at the line's end.
    private static int EndOfHeader(ReadOnlySpan<char> text, int sign, int start, bool opened)
    {
        var quote = opened ? Opening(text, start) : OpeningBefore(text, sign);
        if (quote == '\0') return text.Length;
        var close = text.Slice(start, Math.Min(text.Length - start, MaxHeader)).IndexOf(quote);
        if (close < 0) return text.Length;
        var end = start + close;
        while (end > start && text[end - 1] == '\\') end--;
        return end;
    }

    private static char Opening(ReadOnlySpan<char> text, int start)
    {
        for (var i = start - 1; i >= 0 && start - i < 8; i--)
        {
            if (text[i] is '"' or '\'') return text[i];
            if (text[i] == '[') return ']';
            if (text[i] is ':' or '=') return '\0';
        }

        return '\0';
    }

    private static char OpeningBefore(ReadOnlySpan<char> text, int sign)
    {
        var i = sign - 1;
        while (i >= 0 && sign - i < 32 && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '-' or '_' or ' ')) i--;
        return i >= 0 && text[i] is '"' or '\'' ? text[i] : '\0';
    }
}
