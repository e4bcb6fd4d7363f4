namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>A value in a line.</summary>
/// <param name="Start">Its first character, behind a quotation mark.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Quoted">Whether it stands between quotation marks.</param>
internal readonly record struct ValueRange(int Start, int End, bool Quoted);

/// <summary>Finds where a value ends: at its closing quotation mark, or where the next thing begins.</summary>
internal static class ValueReader
{
    private const int MaxKey = 48;
    private const int MaxWrapper = 24;
    private const int MaxWrappers = 3;

    private static readonly System.Buffers.SearchValues<char> s_cast = System.Buffers.SearchValues.Create(TokenForm.Letters + "=*");

    /// <summary>Types that hold a text and are printed or constructed by their names.</summary>
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_wrappers = new HashSet<string>(
        ["Some", "Ok", "Just", "Optional", "Secret", "SecretString", "SecretStr", "String", "str", "[]byte"],
        StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Of more marks within a value the first one closes it: each would be looked for again behind the next name.</summary>
    private const int MaxMarks = 16;

    public static ValueRange Read(ref LineScanner line, int start)
    {
        var text = line.Text;
        var at = start = Unwrap(text, start);
        if (at + 1 < text.Length && text[at] is 'b' or 'f' or 'r' or 'u' or '@' or '$' or 'N' && IsQuote(text[at + 1])) at++;
        var slashes = 0;
        while (at < text.Length && text[at] == '\\') (at, slashes) = (at + 1, slashes + 1);
        if (at >= text.Length || !IsQuote(text[at])) return new ValueRange(start, line.ValueEnd(start), Quoted: false);
        if (slashes == 0 && IsTriple(text, at))
        {
            var close = line.Search(at + 3, text.Slice(at, 3));
            return new ValueRange(at + 3, close < 0 ? text.Length : close, Quoted: true);
        }

        var end = Close(ref line, at + 1, text[at], slashes);
        return new ValueRange(at + 1, end, Quoted: true);
    }

    // Some("X"), string(12) "X", (string) (len=12) "X", <<"X">>
    private static int Unwrap(ReadOnlySpan<char> text, int start)
    {
        var at = start;
        for (var wrappers = 0; wrappers < MaxWrappers && at < text.Length; wrappers++)
        {
            var rest = text[at..Math.Min(text.Length, at + MaxWrapper)];
            var length = Wrapper(rest);
            if (length == 0) return IsOpened(rest) ? at : start;
            at += length;
            while (at < text.Length && text[at] == ' ') at++;
        }

        return start;
    }

    private static bool IsOpened(ReadOnlySpan<char> text) => !text.IsEmpty && (IsQuote(text[0]) || text[0] == '\\');

    private static int Wrapper(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("<<")) return 2;
        if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] is '(' or '[')) return 0;
        if (text[0] == '(')
        {
            var close = text.IndexOf(')');
            return close > 1 && close + 1 < text.Length && text[close + 1] == ' '
                && !text[1..close].ContainsAnyExcept(s_cast) ? close + 1 : 0;
        }

        var open = text.IndexOf('(');
        if (open < 0) return 0;
        if (s_wrappers.Contains(text[..open])) return open + 1;
        var end = text.IndexOf(") ");
        return end > open + 1 && text[..open] is "string" && !text[(open + 1)..end].ContainsAnyExcept(Characters.Digits) ? end + 1 : 0;
    }

    /// <summary>Where an unquoted value ends: before white space, or before what separates it from another name.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c)) continue;
            if (char.IsWhiteSpace(c)) return i;
            var ends = c switch
            {
                '"' or '\'' or '`' => i > start && Closes(text, i + 1),
                '\\' => i + 1 < text.Length && text[i + 1] is 'n' or 'r' or 't' or '"' or '\'' or '\\',
                ',' or ';' or '&' or '|' => EndsAtSeparator(text, i + 1),
                '}' or ')' or ']' or '>' => Closes(text, i + 1),
                '<' => i + 1 < text.Length && text[i + 1] == '/',
                _ => false,
            };
            if (ends) return i;
        }

        return text.Length;
    }

    /// <summary>True when a name with an assignment begins here.</summary>
    public static bool IsKey(ReadOnlySpan<char> text, int at)
    {
        if (at < text.Length && text[at] == '"') at++;
        if (at >= text.Length || !(char.IsAsciiLetter(text[at]) || text[at] == '_')) return false;
        for (var i = at + 1; i < text.Length && i - at < MaxKey; i++)
        {
            if (text[i] is '=' or ':') return true;
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('_' or '-' or '.' or ' ' or '"')) return false;
        }

        return false;
    }

    private static bool EndsAtSeparator(ReadOnlySpan<char> text, int next) =>
        next >= text.Length || text[next] is ' ' or '\t' or '"' or '\'' || IsKey(text, next);

    private static bool Closes(ReadOnlySpan<char> text, int next) =>
        next >= text.Length
            || text[next] is ' ' or '\t' or ',' or ';' or ':' or ')' or '}' or ']' or '>' or '"' or '\'' or '\\' or '.' or '<' or '&';

    // Python and TOML.
    private static bool IsTriple(ReadOnlySpan<char> text, int at) =>
        at + 3 < text.Length && text[at] != '`' && text[at + 1] == text[at] && text[at + 2] == text[at];

    private static bool IsQuote(char c) => c is '"' or '\'' or '`';

    // Where the text was quoted by another one, its own marks have backslashes before them, and those within the value more.
    private static int Close(ref LineScanner line, int start, char quote, int slashes)
    {
        var text = line.Text;
        var (first, marks) = (-1, 0);
        for (var i = start; i < text.Length && marks < MaxMarks; i++)
        {
            i = line.Search(i, quote);
            if (i < 0) break;
            var before = 0;
            while (i - before > start && text[i - before - 1] == '\\') before++;
            if (slashes == 0 ? before % 2 == 1 : before > slashes) continue;
            var end = i - Math.Min(before, slashes);
            if (first < 0) first = end;
            if (quote == '\'' && slashes == 0 && i + 1 < text.Length && text[i + 1] == '\'' && i > start)
            {
                i++;
                continue;
            }

            // A mark within the value, which whoever wrote it did not escape.
            marks++;
            if (i + 1 >= text.Length || !char.IsAsciiLetterOrDigit(text[i + 1])) return end;
        }

        return first < 0 ? text.Length : first;
    }
}
