using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds secrets that are assigned to a name: <c>name=value</c>, <c>name: value</c>, <c>"name" => "value"</c> and the like.
/// </summary>
internal static class AssignmentScanner
{
    private const int MaxSpaces = 24;
    private const int MaxReference = 80;

    /// <summary>A name further right is not looked at as a line's first one.</summary>
    private const int MaxIndent = 128;

    /// <summary>Looks at a sign of assignment; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (at > 0 && text[at - 1] is '!' or '<' or '>' or '~') return at + 1;
        if (text[at] == ':' && PasswordFile.Find(ref line, at) is { } password)
        {
            line.Add(password.Start, password.End, "password", "pgpass");
            return password.End;
        }

        var key = KeyBefore(ref line, at);
        var value = Behind(text, at);
        if (text[at] == '=' && Columns(ref line, at, value) is var columns and > 0) return columns;
        if (text[key].IsEmpty && text[at] == '=') key = Typed(ref line, at, at);
        if (text[key].IsEmpty) return at + 1;
        var name = text[key];
        if (JsonKeyPart.Of(ref line, name, at, value) is { } part)
        {
            line.Add(part.Start, part.End, "password", name);
            return part.End;
        }

        if (SecretFields.Scan(ref line, name, value) is var fields and > 0) return fields;
        if (IsPosition(text, at, value, name)) return value;
        if (name is "/p" && line.HasUserSwitch)
        {
            var given = ValueReader.Read(ref line, value);
            line.Add(given.Start, given.End, "password", name);
            return given.End;
        }

        if (name is "type" or "path") RememberField(ref line, name, value);
        var isPair = IsPairName(name);
        var kind = IsPairValue(name) && line.State.PairKind != NameKind.None ? line.State.PairKind
            : isPair && !IsNoun(text, key) ? NameKind.None : KindOf(text, key, ref name);
        if (isPair && kind is not (NameKind.Token or NameKind.Password)) return RememberPair(ref line, value);
        if (kind == NameKind.None && text[at] == '=' && Typed(ref line, at, key.Start.Value) is var typed && !text[typed].IsEmpty)
        {
            name = text[typed];
            kind = value < text.Length && text[value] is '"' or '\'' or '`' ? SecretName.Of(name) : NameKind.None;
            if (kind is not (NameKind.Password or NameKind.Token)) return value;
        }

        if (kind == NameKind.None && name.StartsWith("user_") && line.HasLoginModule) kind = NameKind.Password;
        if (IsLogger(text, at, name) || IsInReference(text, key.Start.Value)) return value;
        if (kind == NameKind.None) return SecretName.IsOwners(name) ? Owners(ref line, name, value) : value;
        return AssignedValue.Mask(ref line, kind, name, at, value, IsLineStart(line, key.Start.Value));
    }

    // users: {bob: X}, and the same with a line for each.
    private static int Owners(ref LineScanner line, ReadOnlySpan<char> name, int value)
    {
        var text = line.Text;
        if (value >= text.Length) line.State.Begin(OpenPart.Map, line.Indent, name);
        else if (text[value] == '{' && AssignedValue.Members(ref line, name, value + 1) is var members and > 0) return members;
        return value;
    }

    /// <summary>A name and a value in a list, a row or a call: <c>("api_token", "…")</c>. The value must look drawn at random.</summary>
    public static int ScanList(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (at == 0 || at + 1 >= text.Length || text[at - 1] is ' ' or ',' or ')' or '}') return at + 1;
        var name = text[KeyBefore(ref line, at)];
        var kind = name.IsEmpty ? NameKind.None : SecretName.Of(name);
        if (kind is not (NameKind.Password or NameKind.Token or NameKind.Weak)) return at + 1;
        var start = Behind(text, at);
        var isBinary = text[start..].StartsWith("<<");
        var value = ValueReader.Read(ref line, start);
        var comma = text[value.Start..value.End].IndexOf(',');
        if (comma >= 0 && !value.Quoted) value = value with { End = value.Start + comma };
        var word = text[value.Start..value.End];
        var called = value.Quoted && (isBinary || text[at - 1] is '"' or '\'') && !Placeholder.Is(word) && !Placeholder.IsWord(word);
        if (kind is NameKind.Weak ? !Randomness.IsLongText(word) : !called && !Randomness.IsRandomOrHex(word)) return at + 1;
        line.Add(value.Start, value.End, "password", name);
        return value.End;
    }

    /// <summary>Looks at a sign that seldom assigns: <c>token -> X</c>, <c>read PASSWORD &lt;&lt;&lt; X</c>,
    /// <c>password......X</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">The sign's first character.</param>
    /// <param name="end">Behind the sign.</param>
    public static int ScanSign(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        while (end < text.Length && text[end] is ' ' or '\t') end++;
        var name = text[KeyBefore(ref line, at)];
        var kind = SecretName.Of(name);
        if (end >= text.Length || kind is not (NameKind.Password or NameKind.Token)) return end;
        return AssignedValue.Single(ref line, kind, name, end, colon: true, lineStart: false);
    }

    /// <summary>Looks at the brace of a block with a name, whose value a line within it has: <c>variable "db_password" {</c>.</summary>
    public static int ScanBlock(ref LineScanner line, int at)
    {
        var text = line.Text;
        if (at - 3 < line.Start || text[at - 1] != ' ' || text[at - 2] != '"') return at + 1;
        var from = Math.Max(line.Start, at - 2 - NameWords.MaxLength);
        var quote = text[from..(at - 2)].LastIndexOf('"');
        line.Run.Add(at - from);
        if (quote <= 0 || text[from + quote - 1] != ' ') return at + 1;
        var name = text[(from + quote + 1)..(at - 2)];
        if (SecretName.Of(name) is var kind and (NameKind.Password or NameKind.Token)) line.State.SetPair(kind, name);
        return at + 1;
    }

    private static bool IsLineStart(LineScanner line, int key)
    {
        if (key - line.Start > MaxIndent) return false;
        var before = line.Text[Math.Min(line.Start, key)..key].Trim(" \t-\"'{[#");
        return before.IsEmpty || before is "export" or "ENV" or "set" or "SET";
    }

    // References have words with colons between them: arn:aws:secretsmanager:eu-west-1:1234:secret:shop/db, {{resolve:secretsmanager:…}}.
    private static bool IsInReference(ReadOnlySpan<char> text, int key)
    {
        var start = key;
        while (start > 0 && key - start < MaxReference && IsOfReference(text[start - 1])) start--;
        return text[start..key].StartsWith("arn:") || text[start..key].StartsWith("resolve:");
    }

    private static bool IsOfReference(char c) => char.IsAsciiLetterOrDigit(c) || c is ':' or '-';

    // Java's loggers write the name of a class before a padded colon.
    private static bool IsLogger(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> name) =>
        text[at] == ':'
            && text[at - 1] is ' ' or '\t'
            && name.Contains('.')
            && char.IsAsciiLetterUpper(name[name.LastIndexOf('.') < name.Length - 1 ? name.LastIndexOf('.') + 1 : 0]);

    private static int Behind(ReadOnlySpan<char> text, int at)
    {
        var value = at + 1;
        while (value < text.Length && value - at < 4 && text[value] is ':' or '=' or '>') value++;
        var spaces = 0;
        while (value < text.Length && text[value] is ' ' or '\t' && spaces++ < MaxSpaces) value++;
        return value;
    }

    private static Range KeyBefore(ref LineScanner line, int at)
    {
        var text = line.Text;
        var end = at;
        while (end > line.Start && (text[end - 1] is '?' or '+' or '|' || (text[end - 1] == '.' && end > 1 && text[end - 2] == ' '))) end--;
        while (end > line.Start && at - end < MaxSpaces && text[end - 1] is ' ' or '\t') end--;
        end = BeforeRemark(text, line.Start, end);
        var quoted = false;
        while (end > line.Start && at - end < 2 * MaxSpaces && text[end - 1] is '"' or '\'' or '`' or '\\' or ']' or '}')
        {
            quoted |= text[end - 1] is not (']' or '}');
            end--;
        }

        var start = end;
        while (start > line.Start && end - start < NameWords.MaxLength && IsKeyChar(text[start - 1], quoted)) start--;
        line.Run.Add(at - start);
        return start..end;
    }

    // encryption key (hex) = …
    private static int BeforeRemark(ReadOnlySpan<char> text, int first, int end)
    {
        if (end == first || text[end - 1] != ')') return end;
        var from = Math.Max(first, end - MaxSpaces);
        var open = text[from..end].LastIndexOf('(');
        return open > 0 && text[from + open - 1] == ' ' ? from + open - 1 : end;
    }

    // let secret: &str =, public string Password { get; set; } =
    private static Range Typed(ref LineScanner line, int at, int type)
    {
        var text = line.Text;
        var from = Math.Max(line.Start, at - MaxSpaces);
        line.Run.Add(at - from);
        if (text[from..at].TrimEnd().EndsWith('}') && text[from..at].LastIndexOf('{') is var brace and > 0)
            return text[from..(from + brace)].Contains(':') ? default : KeyBefore(ref line, from + brace);
        if (type < from) return default;
        var colon = text[from..type].LastIndexOf(": ");
        if (colon < 0 && text[from..type].LastIndexOf(" As ", StringComparison.OrdinalIgnoreCase)
            is var word and > 0) return KeyBefore(ref line, from + word);
        if (colon < 0 || text[(from + colon + 2)..type].ContainsAny(Characters.NoType)) return default;
        return KeyBefore(ref line, from + colon);
    }

    // "private key: …" is no name of a pair.
    private static bool IsNoun(ReadOnlySpan<char> text, Range key)
    {
        var start = key.Start.Value;
        return start > 1 && text[start - 1] == ' ' && char.IsAsciiLetter(text[start - 2]);
    }

    private static bool IsKeyChar(char c, bool quoted) =>
        char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or '$' || (quoted && c == ' ');

    // "API key:" has its noun before, and so have "apiKey string =" and "Unseal Key 1:".
    private static NameKind KindOf(ReadOnlySpan<char> text, Range key, ref ReadOnlySpan<char> name)
    {
        var isNumber = !name.ContainsAnyExcept(Characters.Digits);
        if (name is "generated" or "created" or "issued" or "updated" or "elastic" or "ID" or "Id")
            return Described(text, key, ref name);
        if (name.Length > 2 && char.IsAsciiDigit(name[^1]) && !name.ContainsAnyExcept(Characters.Numbers)) return NameKind.None;
        var kind = SecretName.Of(name);
        var isType = isNumber || name is "phrase" || name is "string" or "str" or "String" or "text";
        if (kind is not (NameKind.None or NameKind.Weak) || !(isType || kind == NameKind.Weak)) return kind;
        var end = key.Start.Value;
        while (end > 0 && text[end - 1] is ' ' or ':') end--;
        if (end == key.Start.Value || key.Start.Value - end > 2) return kind;
        var start = end;
        while (start > 0 && end - start < 32 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '_')) start--;
        var before = isType && name is not "phrase" ? text[start..end] : text[start..key.End.Value];
        var found = SecretName.Of(before);
        if (found == NameKind.None) return kind;
        name = before;
        return found;
    }

    // "secret generated: …", "PASSWORD elastic = …", "Secret ID = …": the value must look drawn at random.
    private static NameKind Described(ReadOnlySpan<char> text, Range key, ref ReadOnlySpan<char> name)
    {
        var end = key.Start.Value;
        if (end < 2 || text[end - 1] != ' ') return SecretName.Of(name);
        var start = end - 1;
        while (start > 0 && end - start < 32 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '_')) start--;
        var noun = name is "ID" or "Id" ? text[start..key.End.Value] : text[start..(end - 1)];
        var kind = SecretName.Of(noun);
        if (kind == NameKind.None) return kind;
        name = noun;
        return kind is NameKind.Token ? kind : NameKind.Weak;
    }

    // (Password.java:79), http://secrets.shop.svc:8080
    private static bool IsPosition(ReadOnlySpan<char> text, int at, int value, ReadOnlySpan<char> name)
    {
        if (text[at] != ':' || value != at + 1) return false;
        var length = text[value..Math.Min(text.Length, value + 6)].IndexOfAnyExcept(Characters.Digits);
        if (length is 0 or > 5 || (length < 0 && text.Length - value > 5)) return false;
        if (length > 0 && char.IsAsciiLetterOrDigit(text[value + length])) return false;
        var last = name[(name.LastIndexOf('.') + 1)..];
        return name.Contains("//", StringComparison.Ordinal) || (last.Length < name.Length && SecretName.Of(last) == NameKind.None);
    }

    private static bool IsPairName(ReadOnlySpan<char> name) =>
        (name.Length <= 8
            && (name.Equals("name", StringComparison.OrdinalIgnoreCase) || name.Equals("key", StringComparison.OrdinalIgnoreCase)
            || name.Equals("header", StringComparison.OrdinalIgnoreCase) || name.Equals("variable", StringComparison.OrdinalIgnoreCase)))
        || name is "ParameterKey" or "ParameterName";

    private static bool IsPairValue(ReadOnlySpan<char> name) =>
        name.Equals("value", StringComparison.OrdinalIgnoreCase) || name.Equals("val", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content", StringComparison.OrdinalIgnoreCase) || name.Equals("default", StringComparison.OrdinalIgnoreCase)
        || name is "ParameterValue" or "plaintext" or "plainText";

    // JSON patch: {"path":"/data/DB_PASSWORD","value":…}; Keycloak: {"type":"password","value":…}
    private static void RememberField(ref LineScanner line, ReadOnlySpan<char> name, int start)
    {
        var range = ValueReader.Read(ref line, start);
        var value = line.Text[range.Start..range.End];
        if (value.Length > NameWords.MaxLength || (name is "path" ? !range.Quoted : value is not "password")) return;
        if (SecretName.Of(value) is var kind and (NameKind.Password or NameKind.Token)) line.State.SetPair(kind, value);
    }

    // (user, password) = (app, X)
    private static int Columns(ref LineScanner line, int at, int value)
    {
        var text = line.Text;
        if (at == 0 || text[at - 1] is not (' ' or ')') || value >= text.Length || text[value] != '(') return 0;
        var close = at - 1;
        while (close > line.Start && text[close] == ' ') close--;
        line.Run.Add(at - close);
        return text[close] == ')' ? ColumnScanner.Scan(ref line, close, value) : 0;
    }

    // What is named so may itself be random: key=….
    private static int RememberPair(ref LineScanner line, int start)
    {
        var range = ValueReader.Read(ref line, start);
        var value = line.Text[range.Start..range.End];
        line.State.SetPair(value.Length <= NameWords.MaxLength ? SecretName.Of(value) : NameKind.None, value);
        if (range.Quoted && Randomness.IsKeyText(value) && line.HasAccount)
        {
            line.Add(range.Start, range.End, "password", "key");
            return range.End;
        }

        if (!Randomness.IsRandom(value) || Placeholder.Is(value)) return start;
        if (line.State.PairKind == NameKind.None) line.Add(range.Start, range.End, "password", "key");
        return range.Start;
    }
}
