using System.Globalization;

namespace OpsWorker.Pipeline.Rules.Matching;

/// <summary>
/// Parses a list of matchers as Alertmanager does in its UTF-8 mode: <c>{severity=~"critical|error", "team.name"!=ops,}</c>, the braces
/// and the last comma optional, names and values in quotation marks or without reserved characters. Pure.
/// </summary>
public static class MatcherParser
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Maximum number of matchers.</summary>
    public const int MaxMatchers = 50;

    /// <summary>The matchers; none for an empty text.</summary>
    /// <exception cref="MatcherException">The text is no list of matchers, or too long.</exception>
    public static IReadOnlyList<Matcher> Parse(string text)
    {
        if (text.Length > MaxLength) throw new MatcherException(FormattableString.Invariant($"Has more than {MaxLength} characters."));
        var lexer = new MatcherLexer(text);
        var matchers = new List<Matcher>();
        var token = lexer.Next();
        var hasBrace = token.Kind == MatcherTokenKind.OpenBrace;
        if (hasBrace) token = lexer.Next();
        while (token.Kind is not (MatcherTokenKind.CloseBrace or MatcherTokenKind.End))
        {
            if (matchers.Count == MaxMatchers) throw Error(token, $"more than {MaxMatchers} matchers");
            matchers.Add(ParseOne(ref lexer, token));
            token = lexer.Next();
            if (token.Kind == MatcherTokenKind.Comma)
            {
                token = lexer.Next();
            }
            else if (token.Kind is not (MatcherTokenKind.CloseBrace or MatcherTokenKind.End))
            {
                throw Error(token, $"unexpected {token}; a comma or the end was expected");
            }
        }

        CheckEnd(ref lexer, token, hasBrace);
        return matchers;
    }

    private static Matcher ParseOne(ref MatcherLexer lexer, MatcherToken first)
    {
        var name = Read(first, "the name of a label");
        var sign = lexer.Next();
        if (sign.Kind != MatcherTokenKind.Operator) throw Error(sign, $"unexpected {sign}; =, !=, =~ or !~ was expected");
        var value = lexer.Next();
        var read = Read(value, "a value");
        try
        {
            return new Matcher(name, TypeOf(sign.Text), read);
        }
        catch (MatcherException e)
        {
            throw Error(value, e.Message);
        }
    }

    private static void CheckEnd(ref MatcherLexer lexer, MatcherToken token, bool hasBrace)
    {
        if (token.Kind == MatcherTokenKind.CloseBrace)
        {
            if (!hasBrace) throw Error(token, "there is no opening brace for this one");
            token = lexer.Next();
            if (token.Kind != MatcherTokenKind.End) throw Error(token, $"unexpected {token}; the end was expected");
        }
        else if (hasBrace)
        {
            throw Error(token, "the brace is not closed");
        }
    }

    private static string Read(MatcherToken token, string expected) => token.Kind switch
    {
        MatcherTokenKind.Unquoted => token.Text,
        MatcherTokenKind.Quoted => QuotedText.Read(token.Text)
            ?? throw Error(token, "an escape or a character in the quotation marks is not valid"),
        _ => throw Error(token, $"unexpected {token}; {expected} was expected"),
    };

    private static MatcherType TypeOf(string sign) => sign switch
    {
        "=" => MatcherType.Equal,
        "!=" => MatcherType.NotEqual,
        "=~" => MatcherType.Matches,
        _ => MatcherType.NotMatches,
    };

    private static MatcherException Error(MatcherToken token, string what) =>
        new($"Column {token.Column.ToString(CultureInfo.InvariantCulture)}: {what.TrimEnd('.')}.");
}
