using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>The values that stand under the name of a secret: one, a list, a block, an old and a new one.</summary>
internal static class AssignedValue
{
    private const int MaxItems = 64;
    private const int MaxReference = 80;

    /// <summary>Masks what stands from <paramref name="value"/> under a name of a kind.</summary>
    public static int Mask(ref LineScanner line, NameKind kind, ReadOnlySpan<char> name, int sign, int value, bool lineStart)
    {
        var text = line.Text;
        if (value >= text.Length)
        {
            var next = lineStart || text[sign..].SequenceEqual("=>");
            if (next && kind is NameKind.Password or NameKind.Token)
            {
                line.State.Begin(SecretName.IsMany(name) ? OpenPart.Map : OpenPart.List, line.Indent, name);
                line.State.SetPair(kind, name);
            }

            return text.Length;
        }

        if (kind is NameKind.Authorization) return HeaderScanner.Authorization(ref line, sign, value);
        if (kind is NameKind.Cookie) return HeaderScanner.Cookie(ref line, sign, value);
        if (kind is NameKind.Password or NameKind.Token && IsBlock(text[value..]))
        {
            line.State.Begin(OpenPart.Block, line.Indent, name);
            return text.Length;
        }

        if (kind is NameKind.Auth && IsTag(text, sign, value)) return value;
        if (kind is NameKind.Auth && text[value] == '(') return CallScanner.Last(ref line, value, CallScanner.IsAny);
        if (kind is NameKind.Password or NameKind.Token && text[value..].StartsWith("[[")) return Bracketed(ref line, name, value);
        if (text[value] == '[' && !text[value..].StartsWith(Pseudonyms.Prefix) && !text[value..].StartsWith("[]byte("))
            return IsItems(text, value, kind, lineStart || value == sign + 1) ? Items(ref line, kind, name, value + 1) : value;
        if (text[value] == '{' && !text[value..].StartsWith("{{"))
        {
            if (OwnedSecret.IsMap(name) && Members(ref line, name, value + 1) is var members and > 0) return members;
            if (kind is NameKind.Password or NameKind.Token or NameKind.Reference) line.State.SetPair(kind, name);
            return Braced(ref line, kind, name, value);
        }

        if (CryptHash.EndAt(text, value) is var hash and > 0)
        {
            line.Add(value, hash, "password-hash", name);
            return hash;
        }

        if (KeyBlocks.IsBegin(text[value..])) return value + text[value..].IndexOf('-');
        return Single(ref line, kind, name, value, text[sign] == ':', lineStart);
    }

    /// <summary>Masks one value from <paramref name="start"/> under a name of a kind.</summary>
    public static int Single(ref LineScanner line, NameKind kind, ReadOnlySpan<char> name, int start, bool colon, bool lineStart)
    {
        var text = line.Text;
        var range = ValueReader.Read(ref line, start);
        var value = text[range.Start..range.End];
        if (kind == NameKind.Connection) return Connection(ref line, name, range);
        if (Changed(ref line, kind, range) is { } changed) return Both(ref line, name, range, changed);
        if (kind == NameKind.Token && Account(ref line, name, range) is { } account)
        {
            line.Add(account.Start, account.End, "password", name);
            return account.End;
        }

        if (kind == NameKind.Weak && !range.Quoted && Login(value) is var login and > 0)
        {
            line.Add(range.Start + login, range.End, "password", name);
            return range.End;
        }

        var alone = lineStart && text[range.End..].Trim().IsEmpty;
        if (!SecretValue.Is(kind, name, value, new ValuePlace(range.Quoted, colon && !alone))) return range.Start;
        var end = kind == NameKind.Password && !range.Quoted ? Words.End(text, range, colon, lineStart) : range.End;
        if (IsGoingOn(ref line, range, end)) return range.Start;
        line.Run.Add(end - range.End);
        line.Add(range.Start, end, "password", name);
        return end;
    }

    // token: loading... A longer word was written to be looked at again behind each name in it.
    private static bool IsGoingOn(ref LineScanner line, ValueRange value, int end)
    {
        var word = line.Text[value.Start..value.End];
        if (word.Length > MaxReference || !line.Text[value.Start..end].EndsWith("...")) return false;
        line.Run.Add(word.Length);
        return Placeholder.IsWord(word);
    }

    // login=ops:X, key: app.id:X
    private static int Login(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        var isPair = colon > 0 && !value[..colon].ContainsAnyExcept(TokenForm.Dotted) && Randomness.IsRandom(value[(colon + 1)..]);
        return isPair ? colon + 1 : 0;
    }

    // db.password: OLD -> NEW
    private static ValueRange? Changed(ref LineScanner line, NameKind kind, ValueRange old)
    {
        var text = line.Text;
        var end = old.Quoted ? Math.Min(text.Length, old.End + 1) : old.End;
        if (kind is not (NameKind.Password or NameKind.Token) || !text[end..].StartsWith(" -> ")) return null;
        var value = ValueReader.Read(ref line, Math.Min(text.Length, end + 4));
        return value.End > value.Start && !Placeholder.Is(text[value.Start..value.End]) ? value : null;
    }

    private static int Both(ref LineScanner line, ReadOnlySpan<char> name, ValueRange old, ValueRange value)
    {
        if (old.End > old.Start && !Placeholder.Is(line.Text[old.Start..old.End])) line.Add(old.Start, old.End, "password", name);
        line.Add(value.Start, value.End, "password", name);
        return value.End;
    }

    // credentials: app:X, credentials: app / X
    private static ValueRange? Account(ref LineScanner line, ReadOnlySpan<char> name, ValueRange user)
    {
        if (!name.Contains("cred", StringComparison.OrdinalIgnoreCase) || user.Quoted) return null;
        var text = line.Text;
        if (!text[user.End..].StartsWith(" / ") || !Placeholder.IsWord(text[user.Start..user.End])) return null;
        var value = ValueReader.Read(ref line, Math.Min(text.Length, user.End + 3));
        return value.End > value.Start && !Placeholder.IsWord(text[value.Start..value.End]) ? value : null;
    }

    // The tag of an image or the port of a host: auth:1.2.3, auth:8080
    private static bool IsTag(ReadOnlySpan<char> text, int sign, int value) =>
        text[sign] == ':' && value == sign + 1 && char.IsAsciiLetterOrDigit(text[value]) && text[sign - 1] is not ('"' or '\'');

    // Lua: [[X]]
    private static int Bracketed(ref LineScanner line, ReadOnlySpan<char> name, int start)
    {
        var rest = line.Text.Slice(start + 2, Math.Min(line.Text.Length - start - 2, MaxReference));
        var close = rest.IndexOf("]]");
        line.Run.Add(rest.Length);
        if (close > 0 && !Placeholder.Is(rest[..close])) line.Add(start + 2, start + 2 + close, "password", name);
        return start + 2 + Math.Max(close, 0);
    }

    // Its parts are found by their own names, or as those of an address.
    private static int Connection(ref LineScanner line, ReadOnlySpan<char> name, ValueRange range)
    {
        var value = line.Text[range.Start..range.End];
        var hasParts = value.ContainsAny('=', '@', ';') || value.Contains("://", StringComparison.Ordinal);
        if (hasParts || Placeholder.Is(value) || Placeholder.IsWord(value) || Placeholder.IsPath(value)) return range.Start;
        line.Add(range.Start, range.End, "password", name);
        return range.End;
    }

    private static int Items(ref LineScanner line, NameKind kind, ReadOnlySpan<char> name, int start)
    {
        var text = line.Text;
        var at = start;
        for (var items = 0; items < MaxItems && at < text.Length && text[at] != ']'; items++)
        {
            while (at < text.Length && text[at] is ' ' or ',' or '\t') at++;
            if (at >= text.Length || text[at] is ']' or '{' or '[') break;
            var item = ValueReader.Read(ref line, at);
            if (item.End <= at && !item.Quoted) break;
            var word = text[item.Start..item.End];
            if (kind == NameKind.Weak ? Randomness.IsRandom(word) : !Placeholder.Is(word)) line.Add(item.Start, item.End, "password", name);
            at = item.End;
            while (item.Quoted && at < text.Length && text[at] is '\\' or '"' or '\'' or '`') at++;
        }

        return at;
    }

    /// <summary>Masks the secrets of a map in one line: <c>passwords: {bob: X, eve: Y}</c>; zero where it holds something else.</summary>
    public static int Members(ref LineScanner line, ReadOnlySpan<char> name, int start)
    {
        var text = line.Text;
        var (at, found) = (start, 0);
        for (var members = 0; members < MaxItems && at < text.Length; members++)
        {
            var rest = text.Slice(at, Math.Min(text.Length - at, NameWords.MaxLength));
            line.Run.Add(rest.Length);
            var sign = rest.IndexOfAny(":=}");
            if (sign <= 0 || rest[sign] == '}') break;
            var owner = rest[..sign].Trim(" ,\"'\\");
            var value = at + sign + 1;
            while (value < text.Length && text[value] == ' ') value++;
            if (owner.IsEmpty || value >= text.Length || text[value] is '{' or '[') break;
            var range = ValueReader.Read(ref line, value);
            if (OwnedSecret.Is(name, owner, text[range.Start..range.End]) && SecretName.Of(owner) == NameKind.None)
            {
                line.Add(range.Start, range.End, "password", name);
                found = range.End;
            }

            at = range.End;
            while (range.Quoted && at < text.Length && text[at] is '\\' or '"' or '\'') at++;
        }

        return found;
    }

    // Of words without marks only in a line of its own: a sentence may go on in brackets.
    private static bool IsItems(ReadOnlySpan<char> text, int bracket, NameKind kind, bool lineStart)
    {
        if (kind is not (NameKind.Password or NameKind.Token or NameKind.Weak) || IsType(text, bracket)) return false;
        var items = text[(bracket + 1)..].TrimStart(" \\");
        return lineStart || (!items.IsEmpty && items[0] is '"' or '\'');
    }

    // PowerShell: [PSCredential]::new(…)
    private static bool IsType(ReadOnlySpan<char> text, int bracket)
    {
        var rest = text.Slice(bracket, Math.Min(text.Length - bracket, MaxReference));
        var close = rest.IndexOf(']');
        return close > 0 && rest[(close + 1)..].StartsWith("::");
    }

    // ODBC quotes a value with braces: PWD={…};
    private static int Braced(ref LineScanner line, NameKind kind, ReadOnlySpan<char> name, int value)
    {
        var text = line.Text.Slice(value + 1, Math.Min(line.Text.Length - value - 1, MaxReference));
        line.Run.Add(text.Length);
        var close = text.IndexOf('}');
        if (kind != NameKind.Password || close <= 0) return value;
        if (text[..close].ContainsAny(Characters.NoSecret) || Placeholder.IsWord(text[..close])) return value;
        line.Add(value + 1, value + 1 + close, "password", name);
        return value + 1 + close;
    }

    private static bool IsBlock(ReadOnlySpan<char> value)
    {
        if (value[0] is not ('|' or '>')) return false;
        var mark = value[1..].TrimStart("+-0123456789").TrimStart();
        return mark.IsEmpty || mark[0] == '#';
    }
}
