using System.Text.RegularExpressions;

namespace OpsWorker.Pipeline.Models.Claims;

/// <summary>The words and numbers of texts.</summary>
internal sealed partial class Vocabulary
{
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);

    public Vocabulary(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var token in Tokens(text))
            {
                _words.Add(token);
                foreach (var separators in s_separators)
                {
                    _words.UnionWith(token.Split(separators, StringSplitOptions.RemoveEmptyEntries));
                }
            }

            _numbers.UnionWith(Numbers(text));
        }
    }

    // The parts of shop/checkout-1, of registry/checkout:v9 and of checkout-1.
    private static readonly char[][] s_separators = [['/'], ['/', ':', '=', '@'], ['.', '_', ':', '/', '@', '%', '+', '-', '=']];

    /// <summary>The tokens of a text: words, and names with the punctuation inside of them.</summary>
    public static IEnumerable<string> Tokens(string text) => Token().Matches(text).Select(match => match.Value);

    /// <summary>The numbers of a text, without leading zeros.</summary>
    public static IEnumerable<string> Numbers(string text) => Number().Matches(text).Select(match => Plain(match.Value));

    public bool HasWord(string word) => _words.Contains(word);

    public bool HasNumber(string number) => _numbers.Contains(number);

    /// <summary>True for a name that is there, or a path like <c>shop/checkout</c> whose parts all are.</summary>
    public bool HasName(string name) => HasWord(name)
        || (name.Contains('/', StringComparison.Ordinal) && name.Split('/', StringSplitOptions.RemoveEmptyEntries).All(HasWord));

    private static string Plain(string number)
    {
        var plain = number.TrimStart('0');
        return plain.Length > 0 && plain[0] != '.' ? plain : "0" + plain;
    }

    [GeneratedRegex(@"[\p{L}\p{N}](?:[\p{L}\p{N}._:/@%+=-]*[\p{L}\p{N}])?", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(@"[0-9]+(?:\.[0-9]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
