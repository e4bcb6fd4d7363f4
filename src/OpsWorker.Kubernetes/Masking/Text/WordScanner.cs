using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds secrets that begin with a letter or digit: tokens of known forms, Base64 that encodes a secret, and values behind a scheme, a
/// directive or a command. Those behind a secret's name are <see cref="NounScanner"/>'s.
/// </summary>
internal static class WordScanner
{
    private const int MaxWord = 40;

    /// <summary>Directives and the number of words between them and the password.</summary>
    private static readonly (string Word, int Between)[] s_directives =
    [
        ("requirepass", 0), ("masterauth", 0), ("masteruser-password", 0), ("auth-pass", 1), ("rocommunity", 0), ("rwcommunity", 0),
        ("snmp-server community", 0),
        ("rabbitmqctl add_user", 1), ("rabbitmqctl change_password", 1),
        ("net user", 1), ("net use", 2), ("htpasswd -b", 2), ("htpasswd -bB", 2), ("htpasswd -cb", 2), ("htpasswd -nb", 1),
            ("htpasswd -nbB", 1),
        ("htpasswd -Bbn", 1), ("createUser", 2), ("addlogin", 1),
    ];

    /// <summary>Looks at the first character of a word; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        var text = line.Text;
        var end = at + 1;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
        if (at > 0 && text[at - 1] == '\\' && text[at] is 'n' or 'r' or 't' && end - at > 1) at++;
        if (TokenForms.Find(ref line, at, end) is { } token)
        {
            line.Add(token.Start, token.End, token.Kind, []);
            return token.End;
        }

        if (Base64Scanner.Scan(ref line, at) is var hidden and > 0) return hidden;
        return end - at <= MaxWord && end < text.Length ? Telling(ref line, at, end) : end;
    }

    private static int Telling(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        if (text[end] is not (' ' or '\t' or '(' or '-' or '"' or '\\' or '%')) return end;
        switch (text[at])
        {
            case 'b' or 'B' when Is(text[at..end], "bearer"): return Scheme(ref line, end, minLength: 16);
            case 'b' or 'B' when Is(text[at..end], "basic"): return Scheme(ref line, end, minLength: 12);
            case 'F' when text[at..end] is "FlyV1": return Scheme(ref line, end, minLength: 16);
            case 'V' when text[at..end] is "VALUES" && Columns(ref line, at, end) is var columns and > 0: return columns;
            case 'r' or 'm' or 'a' or 'n' or 'h':
                return Directive(ref line, at, end) is var directive and > 0 ? directive : NounScanner.Scan(ref line, at, end);
            case 'A' when text[at..end] is "AUTH" && text[end] == '"': return RedisAuth(ref line, end);
            case 'A' when text[at..end] is "AUTH" && MailMechanism(text[end..]) is var length and > 0:
                return Scheme(ref line, end + length, minLength: 12);
            case 'A' when text[at..end] is "AUTH" && RedisUser(ref line, end) is var user and > 0: return user;
            case 'c' or 'C' or 'e' or 's' or 'S' or 'u' or 'o':
                return CommandScanner.Scan(ref line, at, end) is var command and > 0 ? command
                    : text[at] is 'c' or 's' && Directive(ref line, at, end) is var create and > 0 ? create
                    : NounScanner.Scan(ref line, at, end);
            default: return NounScanner.Scan(ref line, at, end);
        }
    }

    private static bool Is(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    // A sentence may go on behind "bearer": "bearer authentication-required".
    private static int Scheme(ref LineScanner line, int end, int minLength)
    {
        var text = line.Text;
        var start = end + (text[end..].StartsWith("\\ ") ? 2 : text[end..].StartsWith("%20") ? 3 : text[end] == ' ' ? 1 : 0);
        if (start == end) return end;
        while (start < text.Length && text[start] == ' ') start++;
        var stop = start;
        while (stop < text.Length
            && (char.IsAsciiLetterOrDigit(text[stop]) || text[stop] is '-' or '_' or '.' or '+' or '/' or '=' or '~' or ','))
        {
            stop++;
        }

        while (stop > start && text[stop - 1] is ',' or '.') stop--;
        line.Run.Add(stop - end);
        var value = text[start..stop];
        if (value.Length < minLength
            || !(value.ContainsAnyInRange('0', '9') || value.ContainsAnyInRange('A', 'Z'))
            || Placeholder.Is(value))
        {
            return end;
        }

        line.Add(start, stop, "authorization", []);
        return stop;
    }

    // redis.conf, sentinel.conf, snmpd.conf and rabbitmqctl: requirepass X, sentinel auth-pass mymaster X.
    private static int Directive(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        foreach (var (directive, between) in s_directives)
        {
            if (!text[at..].StartsWith(directive) || at + directive.Length >= text.Length || text[at + directive.Length] != ' ') continue;
            var start = at + directive.Length + 1;
            for (var word = 0; word < between; word++)
            {
                var space = line.Search(start, ' ');
                if (space < 0) return 0;
                start = space + 1;
            }

            if (start >= text.Length || text[start] is '/' or '*' or '<' or '[') return 0;
            var value = ValueReader.Read(ref line, start);
            if (value.End <= value.Start || Placeholder.Is(text[value.Start..value.End])) return end;
            line.Add(value.Start, value.End, "password", directive);
            return value.End;
        }

        return 0;
    }

    // INSERT INTO users (name, password) VALUES (…)
    private static int Columns(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        var close = at - 1;
        while (close > 0 && text[close] == ' ') close--;
        var open = end;
        while (open < text.Length && text[open] == ' ') open++;
        return close > line.Start && text[close] == ')' && open < text.Length && text[open] == '('
            ? ColumnScanner.Scan(ref line, close, open) : 0;
    }

    private static int RedisAuth(ref LineScanner line, int end)
    {
        var text = line.Text;
        if (end + 2 >= text.Length || text[end + 1] != ' ' || text[end + 2] != '"') return end;
        var value = ValueReader.Read(ref line, end + 2);
        line.Add(value.Start, value.End, "password", "AUTH");
        return value.End;
    }

    // HELLO 3 AUTH app X
    private static int RedisUser(ref LineScanner line, int end)
    {
        var rest = line.Text[(end + 1)..Math.Min(line.Text.Length, end + 1 + MaxWord)];
        var space = rest.IndexOf(' ');
        if (space <= 0 || !Placeholder.IsWord(rest[..space])) return 0;
        var value = ValueReader.Read(ref line, Math.Min(line.Text.Length, end + space + 2));
        if (!Randomness.IsRandomOrHex(line.Text[value.Start..value.End])) return 0;
        line.Add(value.Start, value.End, "password", "AUTH");
        return value.End;
    }

    // RFC 4954: AUTH PLAIN dGVzdAB0ZXN0ADEyMzQ=
    private static int MailMechanism(ReadOnlySpan<char> text)
    {
        foreach (var mechanism in (ReadOnlySpan<string>)[" PLAIN", " LOGIN", " XOAUTH2", " OAUTHBEARER"])
        {
            if (text.StartsWith(mechanism + " ")) return mechanism.Length;
        }

        return 0;
    }
}
