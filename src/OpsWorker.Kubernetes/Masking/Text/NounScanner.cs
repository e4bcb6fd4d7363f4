using System.Buffers;
using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds values that follow a secret's name without an assignment sign: "token X", "password is X", PASSWORD('X'). The value must be
/// quoted, or look drawn at random.
/// </summary>
internal static class NounScanner
{
    private const int MaxWord = 40;
    private const int MaxVerb = 12;
    private const int MaxIndent = 128;

    private static readonly SearchValues<char> s_behind = SearchValues.Create("\"'; \t");

    /// <summary>Looks behind a word that may name a secret; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        var start = at;
        while (start > line.Start
            && at - start < MaxWord
            && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
        {
            start--;
        }

        line.Run.Add(at - start);
        if (text[end] == ' ' && end + 1 < text.Length && text[end + 1] == '=') return end;
        var name = text[start..end];
        var kind = IsIdentified(text, start) ? NameKind.Password : SecretName.Of(name);
        if (text[end] == '"' && kind is NameKind.Password or NameKind.Token) return Listed(ref line, start, end);
        if (text[end] is not (' ' or '\t' or '(')) return end;
        if (kind is NameKind.Reference)
        {
            var key = ValueReader.Read(ref line, Math.Min(text.Length, end + 1));
            if (!Randomness.IsRandom(text[key.Start..key.End].TrimEnd('.'))) return Given(ref line, kind, end);
            line.Add(key.Start, key.End, "password", name);
            return key.End;
        }

        if (kind is not (NameKind.Password or NameKind.Token or NameKind.Weak)) return end;
        if (text[end] == '(' && IsGetter(name)) return end;
        if (kind == NameKind.Password && Encoded(ref line, end) is var encoded and > 0) return encoded;
        if (kind == NameKind.Token && Account(ref line, name, end) is var account and > 0) return account;
        if (kind == NameKind.Password && Generated(text, end) is var generated and > 0)
        {
            var given = ValueReader.Read(ref line, generated);
            line.Add(given.Start, given.End, "password", name);
            return given.End;
        }

        var value = Verbs(text, end);
        if (value >= text.Length) return end;
        var range = ValueReader.Read(ref line, value);
        var word = text[range.Start..range.End];
        if (word.IsEmpty || Placeholder.Is(word)) return Given(ref line, kind, end);
        if (text[end] == '(' && IsPointer(word)) return end;
        if (Pair(name, word) is var second and > 0)
        {
            line.Add(range.Start + second, range.End, "password", name);
            return range.End;
        }

        var quoted = range.Quoted && kind == NameKind.Password && text[value] is '\'' or '"' && !word.Contains(' ')
            && !IsIdentifier(word);
        var netrc = kind == NameKind.Password
            && (line.State.HasLogin || line.IsLoginBefore(start));
        var random = kind == NameKind.Weak ? Randomness.IsRandom(word) : Randomness.IsRandomOrHex(word) || IsMixed(kind, word);
        if (!range.Quoted && IsDestination(name, word, text[range.End..])) return end;
        if (!quoted && !netrc && !random && !IsSetting(ref line, kind, start, end, range)) return Given(ref line, kind, end);
        line.Add(range.Start, range.End, "password", name);
        return range.End;
    }

    // Routers and switches say how a password is encoded: password 7 094F471A1A0A, secret 9 $9$…
    private static int Encoded(ref LineScanner line, int end)
    {
        var text = line.Text;
        if (end + 3 >= text.Length || text[end] != ' ' || !char.IsAsciiDigit(text[end + 1]) || text[end + 2] != ' ') return 0;
        var value = ValueReader.Read(ref line, end + 3);
        var word = text[value.Start..value.End];
        var isHex = word.Length >= 8 && word.Length % 2 == 0 && !word.ContainsAnyExcept(TokenForm.Hexadecimal) && !word.Contains('-');
        if (!isHex && CryptHash.EndAt(text, value.Start) == 0) return 0;
        line.Add(value.Start, value.End, "password", []);
        return value.End;
    }

    // default credentials admin / X
    private static int Account(ref LineScanner line, ReadOnlySpan<char> name, int end)
    {
        var text = line.Text;
        var user = ValueReader.Read(ref line, Math.Min(text.Length, end + 1));
        if (!name.Contains("cred", StringComparison.OrdinalIgnoreCase) || user.Quoted || !text[user.End..].StartsWith(" / ")) return 0;
        var value = ValueReader.Read(ref line, Math.Min(text.Length, user.End + 3));
        var word = text[value.Start..value.End];
        if (!Placeholder.IsWord(text[user.Start..user.End]) || !IsMixed(NameKind.Password, word)) return 0;
        line.Add(value.Start, value.End, "password", name);
        return value.End;
    }

    // Redis' MONITOR: "CONFIG" "SET" "requirepass" "X"
    private static int Listed(ref LineScanner line, int start, int end)
    {
        var text = line.Text;
        if (start == 0 || text[start - 1] != '"' || !text[end..].StartsWith("\" \"")) return end;
        var value = ValueReader.Read(ref line, end + 2);
        if (Placeholder.Is(text[value.Start..value.End]) || Placeholder.IsWord(text[value.Start..value.End])) return end;
        line.Add(value.Start, value.End, "password", text[start..end]);
        return value.End;
    }

    // default credentials admin/X
    private static int Pair(ReadOnlySpan<char> name, ReadOnlySpan<char> word)
    {
        if (!name.Contains("cred", StringComparison.OrdinalIgnoreCase)) return 0;
        var sign = word.IndexOfAny('/', ':');
        var password = word[(sign + 1)..];
        return sign > 0 && Placeholder.IsWord(word[..sign]) && IsMixed(NameKind.Password, password)
            && password.ContainsAny(Characters.Signs) ? sign + 1 : 0;
    }

    private static int Given(ref LineScanner line, NameKind kind, int end)
    {
        if (SentenceScanner.Find(ref line, kind, end) is not { } given) return end;
        line.Add(given.Start, given.End, "password", []);
        return given.End;
    }

    // Go's stack traces: CheckPassword(0xc000123456, …)
    private static bool IsPointer(ReadOnlySpan<char> word)
    {
        const int MaxPointer = 18;
        return word.Length <= MaxPointer && word.StartsWith("0x");
    }

    // get_secret("db")
    private static bool IsGetter(ReadOnlySpan<char> name) =>
        name.StartsWith("get", StringComparison.OrdinalIgnoreCase) || name.StartsWith("load", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("read", StringComparison.OrdinalIgnoreCase) || name.StartsWith("fetch", StringComparison.OrdinalIgnoreCase);

    // shared_key X: a line of two words, the first no word of a sentence.
    private static bool IsSetting(ref LineScanner line, NameKind kind, int start, int end, ValueRange value)
    {
        var text = line.Text;
        return kind is NameKind.Password or NameKind.Token
            && start - line.Start <= MaxIndent
            && text[Math.Min(line.Start, start)..start].Trim().IsEmpty
            && text[start..end].Contains('_')
            && text[end..value.Start].Trim(" \t\"'").IsEmpty
            && !text[value.End..].ContainsAnyExcept(s_behind);
    }

    // A directive that ends with a semicolon may lead to an address or a variable, and one that passes on to a name: proxy_pass
    // http://web:8080; grpc_pass web-v2; A name that looks drawn at random is a secret all the same.
    private static bool IsDestination(ReadOnlySpan<char> name, ReadOnlySpan<char> value, ReadOnlySpan<char> behind)
    {
        if (!value.EndsWith(';') && !behind.TrimStart().StartsWith(';')) return false;
        value = value.TrimEnd(';');
        if (value.IsEmpty || value[0] == '$' || value.Contains("://", StringComparison.Ordinal) || value.StartsWith("unix:")) return true;
        var colon = value.LastIndexOf(':');
        if (colon > 0 && !value[(colon + 1)..].ContainsAnyExcept(Characters.Digits)) return true;
        return name.EndsWith("pass")
            && !Randomness.IsRandomOrHex(value)
            && !value.ContainsAnyExcept(Characters.ObjectNames)
            && (value.ContainsAny('-', '.', '_') || !value.ContainsAnyInRange('0', '9'));
    }

    // MySQL: "A temporary password is generated for root@localhost: …".
    private static int Generated(ReadOnlySpan<char> text, int end)
    {
        const string Verb = " is generated for ";
        if (!text[end..].StartsWith(Verb)) return 0;
        var rest = text[(end + Verb.Length)..];
        var colon = rest[..Math.Min(rest.Length, MaxWord)].IndexOf(": ");
        return colon < 0 || end + Verb.Length + colon + 2 >= text.Length ? 0 : end + Verb.Length + colon + 2;
    }

    private static bool IsIdentified(ReadOnlySpan<char> text, int start) =>
        text[start..].StartsWith("IDENTIFIED BY ", StringComparison.OrdinalIgnoreCase);

    // plugin 'auth_cache': words in lower case, as programs call something.
    private static bool IsIdentifier(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterLower(c) && c != '_') return false;
        }

        return word.Contains('_');
    }

    // hunter2!, but no number and no name of an object.
    private static bool IsMixed(NameKind kind, ReadOnlySpan<char> word) =>
        kind == NameKind.Password
            && word.Length >= 6
            && word.ContainsAnyInRange('0', '9')
            && (word.ContainsAnyInRange('a', 'z') || word.ContainsAnyInRange('A', 'Z'))
        && !word.ContainsAny(Characters.Marks);

    private static int Verbs(ReadOnlySpan<char> text, int end)
    {
        var at = end;
        for (var words = 0; words < 3 && at < text.Length; words++)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '(') at++;
            var length = text.Slice(at, Math.Min(text.Length - at, MaxVerb)).IndexOf(' ');
            if (length < 1
                || text.Slice(at, length) is not ("is" or "was" or "BY" or "by" or "set" or "to" or "=" or "changed" or "value" or "of"))
            {
                return at;
            }

            at += length;
        }

        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at;
    }
}
