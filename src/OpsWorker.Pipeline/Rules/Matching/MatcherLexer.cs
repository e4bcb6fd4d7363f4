using System.Globalization;
using System.Text;

namespace OpsWorker.Pipeline.Rules.Matching;

/// <summary>The kind of a token.</summary>
internal enum MatcherTokenKind
{
    End,
    OpenBrace,
    CloseBrace,
    Comma,
    Operator,
    Quoted,
    Unquoted,
}

/// <summary>A token of a list of matchers.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">The text as it stands, with quotes and escapes.</param>
/// <param name="Column">The column of its first character, from 1.</param>
internal readonly record struct MatcherToken(MatcherTokenKind Kind, string Text, int Column)
{
    /// <summary>The token for an error message.</summary>
    public override string ToString() => Kind == MatcherTokenKind.End ? "the end" : Text;
}

/// <summary>Splits a list of matchers into tokens, by the rules of Alertmanager's UTF-8 parser.</summary>
internal ref struct MatcherLexer(string text)
{
    private const string Reserved = "{}!=~,\\\"'`";

    private int _position;
    private int _column = 1;

    /// <exception cref="MatcherException">The next character begins no token.</exception>
    public MatcherToken Next()
    {
        while (Peek() is { } space && IsSpace(space)) Advance(space);
        var (start, column) = (_position, _column);
        if (Peek() is not { } first) return new MatcherToken(MatcherTokenKind.End, "", column);
        var kind = first.Value switch
        {
            '{' => Single(first, MatcherTokenKind.OpenBrace),
            '}' => Single(first, MatcherTokenKind.CloseBrace),
            ',' => Single(first, MatcherTokenKind.Comma),
            '=' or '!' => Operator(first),
            '"' => Quoted(first),
            _ => Unquoted(first),
        };
        return new MatcherToken(kind, text[start.._position], column);
    }

    private MatcherTokenKind Single(Rune rune, MatcherTokenKind kind)
    {
        Advance(rune);
        return kind;
    }

    private MatcherTokenKind Operator(Rune first)
    {
        Advance(first);
        var second = Peek();
        if (first.Value == '!')
        {
            if (second is not { Value: '=' or '~' }) throw Error($"{Shown(second)} after \"!\"; \"=\" or \"~\" was expected");
            Advance(second.Value);
        }
        else if (second is { Value: '~' })
        {
            Advance(second.Value);
        }

        return MatcherTokenKind.Operator;
    }

    private MatcherTokenKind Quoted(Rune quote)
    {
        var column = _column;
        Advance(quote);
        var isEscaped = false;
        while (Peek() is { } rune)
        {
            Advance(rune);
            if (!isEscaped && rune.Value == '"') return MatcherTokenKind.Quoted;
            isEscaped = !isEscaped && rune.Value == '\\';
        }

        throw new MatcherException($"Column {Number(column)}: the quotation mark is not closed.");
    }

    private MatcherTokenKind Unquoted(Rune first)
    {
        if (IsReserved(first)) throw Error($"{Shown(first)} has to stand in quotation marks");
        while (Peek() is { } rune && !IsReserved(rune)) Advance(rune);
        return MatcherTokenKind.Unquoted;
    }

    private readonly Rune? Peek() => _position < text.Length ? RuneAt(_position) : null;

    // Half of a surrogate pair is no character.
    private readonly Rune RuneAt(int position) => Rune.TryGetRuneAt(text, position, out var rune)
        ? rune
        : throw new MatcherException($"Column {Number(_column)}: not valid Unicode.");

    private void Advance(Rune rune)
    {
        _position += rune.Utf16SequenceLength;
        _column++;
    }

    private readonly MatcherException Error(string what) => new($"Column {Number(_column)}: {what}.");

    private static string Shown(Rune? rune) => rune is { } there ? $"\"{there}\"" : "the end";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsReserved(Rune rune) =>
        IsSpace(rune) || (rune.IsAscii && Reserved.Contains((char)rune.Value, StringComparison.Ordinal));

    // What Go's unicode.IsSpace says, which is Unicode's property White_Space.
    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune);
}
