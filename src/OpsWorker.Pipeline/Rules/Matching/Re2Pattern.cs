using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsWorker.Pipeline.Rules.Matching;

/// <summary>
/// Compiles a regular expression in RE2's syntax, as Prometheus and Alertmanager use it, for the engine that does not backtrack: its time
/// is linear in the text. What the two syntaxes read differently is translated; what RE2 does not know is refused.
/// </summary>
internal static class Re2Pattern
{
    private const int MaxLength = 1_000;
    private const int MaxRepeat = 1_000;
    private const string Digit = "0-9";
    private const string Word = "0-9A-Za-z_";
    private const string Space = "\\t\\n\\f\\r ";

    private static readonly Dictionary<string, string> s_posix = new()
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = "\\x00-\\x7F",
        ["blank"] = "\\t ",
        ["cntrl"] = "\\x00-\\x1F\\x7F",
        ["digit"] = Digit,
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = "!-/:-@\\[-`{-~",
        ["space"] = "\\t\\n\\v\\f\\r ",
        ["upper"] = "A-Z",
        ["word"] = Word,
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>The expression, which has to match the whole text.</summary>
    /// <exception cref="MatcherException">It is not valid, or too large.</exception>
    public static Regex Compile(string pattern)
    {
        if (pattern.Length > MaxLength) throw new MatcherException($"the regular expression has more than {MaxLength} characters");
        try
        {
            return new Regex(
                $@"\A(?:{Translate(pattern)})\z",
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new MatcherException($"\"{pattern}\" is not a valid regular expression: {e.Message}");
        }
    }

    private static string Translate(string pattern)
    {
        var output = new StringBuilder(pattern.Length * 2);
        for (var i = 0; i < pattern.Length;)
        {
            i = pattern[i] switch
            {
                '\\' => Escape(pattern, i, output, isInClass: false),
                '[' => Class(pattern, i, output),
                '(' => Group(pattern, i, output),
                '{' => Repeat(pattern, i, output),
                '$' => Literal(output, @"\z", i),
                _ => Literal(output, pattern[i].ToString(), i),
            };
        }

        return output.ToString();
    }

    private static int Literal(StringBuilder output, string text, int at)
    {
        output.Append(text);
        return at + 1;
    }

    // Of the groups with a question mark RE2 has those without capture, with a name, and flags.
    private static int Group(string pattern, int at, StringBuilder output)
    {
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?') return Literal(output, "(", at);
        var rest = pattern[(at + 2)..];
        if (rest.StartsWith("P<", StringComparison.Ordinal) || (rest.Length > 1 && rest[0] == '<' && rest[1] is not ('=' or '!')))
        {
            output.Append("(?<");
            return at + (rest[0] == 'P' ? 4 : 3);
        }

        var end = rest.IndexOfAny([':', ')']);
        var flags = end < 0 ? "" : rest[..end];
        if (end < 0 || flags.Any(c => c is not ('i' or 's' or '-')) || (flags.Length == 0 && rest[0] == ')'))
        {
            throw new MatcherException($"\"(?{rest}\" is no group of RE2 that is supported here");
        }

        output.Append("(?").Append(flags).Append(rest[end]);
        return at + 2 + end + 1;
    }

    private static int Repeat(string pattern, int at, StringBuilder output)
    {
        var end = pattern.IndexOf('}', at);
        var counts = end < 0 ? [] : pattern[(at + 1)..end].Split(',');
        var isRepeat = counts.Length is 1 or 2
            && counts[0].Length > 0 && counts.All(c => c.All(char.IsAsciiDigit));
        if (!isRepeat) return Literal(output, @"\{", at);
        if (counts.Any(c => c.Length > 4 || (c.Length > 0 && int.Parse(c, CultureInfo.InvariantCulture) > MaxRepeat)))
        {
            throw new MatcherException($"a repetition of more than {MaxRepeat} times");
        }

        output.Append(pattern, at, end + 1 - at);
        return end + 1;
    }

    private static int Class(string pattern, int at, StringBuilder output)
    {
        output.Append('[');
        var i = at + 1;
        if (i < pattern.Length && pattern[i] == '^')
        {
            output.Append('^');
            i++;
        }

        for (var isFirst = true; i < pattern.Length; isFirst = false)
        {
            switch (pattern[i])
            {
                case ']' when !isFirst:
                    output.Append(']');
                    return i + 1;
                case '\\':
                    i = Escape(pattern, i, output, isInClass: true);
                    break;
                case '[' when i + 1 < pattern.Length && pattern[i + 1] == ':':
                    i = Posix(pattern, i, output);
                    break;
                case '[' or ']':
                    output.Append('\\').Append(pattern[i]);
                    i++;
                    break;
                default:
                    output.Append(pattern[i]);
                    i++;
                    break;
            }
        }

        throw new MatcherException("a bracket is not closed");
    }

    private static int Posix(string pattern, int at, StringBuilder output)
    {
        var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
        var name = end < 0 ? "" : pattern[(at + 2)..end];
        if (!s_posix.TryGetValue(name, out var characters))
        {
            throw new MatcherException($"\"[:{name}:]\" is no class of characters that is supported here");
        }

        output.Append(characters);
        return end + 2;
    }

    private static int Escape(string pattern, int at, StringBuilder output, bool isInClass)
    {
        if (at + 1 >= pattern.Length) throw new MatcherException("a backslash at the end");
        var kind = pattern[at + 1];
        switch (kind)
        {
            case 'd' or 'w' or 's':
                var characters = kind switch { 'd' => Digit, 'w' => Word, _ => Space };
                output.Append(isInClass ? characters : $"[{characters}]");
                return at + 2;
            case 'D' or 'W' or 'S':
                output.Append(Negated(kind, isInClass));
                return at + 2;
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                output.Append('\\').Append(kind);
                return at + 2;
            case 'A' or 'z' or 'b' or 'B' when !isInClass:
                output.Append('\\').Append(kind);
                return at + 2;
            case 'x':
                return Hexadecimal(pattern, at, output);
            case 'p' or 'P':
                return Category(pattern, at, output);
            case 'Q' when !isInClass:
                return Quotation(pattern, at, output);
            case '0':
                return Octal(pattern, at, output);
            default:
                if (char.IsAsciiLetterOrDigit(kind)) throw new MatcherException($"\"\\{kind}\" is no escape of RE2 that is supported here");
                output.Append(Escaped(kind));
                return at + 2;
        }
    }

    // Inside a class the complement of ASCII is written out.
    private static string Negated(char kind, bool isInClass) => (kind, isInClass) switch
    {
        ('D', false) => $"[^{Digit}]",
        ('W', false) => $"[^{Word}]",
        ('S', false) => $"[^{Space}]",
        ('D', true) => @"\x00-/:-\uFFFF",
        ('W', true) => @"\x00-/:-@\[-\^`{-\uFFFF",
        _ => @"\x00-\x08\v\x0E-\x1F!-\uFFFF",
    };

    private static int Hexadecimal(string pattern, int at, StringBuilder output)
    {
        var isBraced = at + 2 < pattern.Length && pattern[at + 2] == '{';
        var start = at + (isBraced ? 3 : 2);
        var end = isBraced ? pattern.IndexOf('}', start) : Math.Min(start + 2, pattern.Length);
        var digits = end < 0 || (!isBraced && end - start < 2) ? "" : pattern[start..end];
        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || !Rune.TryCreate(value, out var rune))
        {
            throw new MatcherException("\"\\x\" is not followed by the number of a character");
        }

        foreach (var unit in rune.ToString()) output.Append(Escaped(unit));
        return isBraced ? end + 1 : end;
    }

    private static int Octal(string pattern, int at, StringBuilder output)
    {
        var (value, i) = (0, at + 1);
        for (; i < pattern.Length && i < at + 4 && pattern[i] is >= '0' and <= '7'; i++) value = (value * 8) + (pattern[i] - '0');
        output.Append(Escaped((char)value));
        return i;
    }

    private static int Category(string pattern, int at, StringBuilder output)
    {
        if (at + 2 >= pattern.Length) throw new MatcherException("\"\\p\" without a category");
        if (pattern[at + 2] != '{')
        {
            output.Append('\\').Append(pattern[at + 1]).Append('{').Append(pattern[at + 2]).Append('}');
            return at + 3;
        }

        var end = pattern.IndexOf('}', at);
        var name = end < 0 ? "" : pattern[(at + 3)..end];

        // Of Unicode both engines know the general categories; the names of scripts differ.
        if (name.Length is < 1 or > 2 || !name.All(char.IsAsciiLetter))
        {
            throw new MatcherException($"\"{name}\" is no general category of Unicode");
        }

        output.Append('\\').Append(pattern[at + 1]).Append('{').Append(name).Append('}');
        return end + 1;
    }

    private static int Quotation(string pattern, int at, StringBuilder output)
    {
        var end = pattern.IndexOf(@"\E", at + 2, StringComparison.Ordinal);
        foreach (var character in end < 0 ? pattern[(at + 2)..] : pattern[(at + 2)..end]) output.Append(Escaped(character));
        return end < 0 ? pattern.Length : end + 2;
    }

    private static string Escaped(char character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
}
