using System.Buffers;
using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds tokens of issuers that are not listed by the form that most have taken from GitHub's: words, a hyphen or underscore after each,
/// then many letters of both cases and digits. Identifiers have fewer, digests one case, and checksums name their algorithm. Where a word
/// of the prefix names an environment or a kind of key, as in <c>shop_live_…</c>, fewer do.
/// </summary>
internal static class PrefixedToken
{
    private const int MaxPrefix = 24;
    private const int MinBody = 30;
    private const int MinAnnounced = 18;
    private const int MinNumbered = 40;
    private const int MaxBody = 256;

    private static readonly SearchValues<char> s_dotted = SearchValues.Create(TokenForm.Letters + "_-.");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_announcing = new HashSet<string>(
        "live prod production test sandbox staging secret key apikey token api pat sdk server access private auth".Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A token that begins with the word at <paramref name="at"/>; null where there is none.</summary>
    public static Finding? Find(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        if (end >= text.Length || text[end] is not ('_' or '-' or '.') || IsWithin(text, at)) return null;
        if (Announced(ref line, at) is { } announced) return announced;
        if (text[end] == '.') return null;
        var isNumber = !text[at..end].ContainsAnyExceptInRange('0', '9');
        if (!isNumber && !char.IsAsciiLetterLower(text[at])) return null;
        var body = isNumber ? end + 1 : Prefix(text, at);
        line.Run.Add(body - at);
        if (body - at < (isNumber ? 2 : 4)) return null;
        var token = Run(text, body, TokenForm.Word);
        line.Run.Add(token.Length);
        return token.Length >= (isNumber ? MinNumbered : MinBody) && IsMixed(token) && Randomness.IsRandom(token)
            && !text[at..body].StartsWith("sha")
            ? new Finding(at, body + token.Length, "token", "")
            : null;
    }

    // shop_live_X, Mid-server-X, api_live.X.Y
    private static Finding? Announced(ref LineScanner line, int at)
    {
        var text = line.Text;
        var (body, word) = (0, at);
        var near = Math.Min(text.Length, at + MaxPrefix);
        for (var i = at; i < near; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i])) continue;
            if (text[i] is not ('_' or '-' or '.')) break;
            if (s_announcing.Contains(text[word..i])) body = i + 1;
            word = i + 1;
        }

        line.Run.Add(near - at);
        if (body == 0) return null;
        var first = Run(text, body, TokenForm.Alphanumeric);
        var all = Run(text, body, text[body - 1] == '.' ? s_dotted : TokenForm.Word);
        line.Run.Add(all.Length);
        var isToken = first.Length >= MinAnnounced && Randomness.IsRandom(first) && Randomness.IsShuffled(first);
        return isToken || (text[body - 1] == '.' && all.Length >= MinBody && Randomness.IsRandom(all) && Randomness.IsShuffled(all))
            ? new Finding(at, body + all.Length, "token", "")
            : null;
    }

    private static bool IsWithin(ReadOnlySpan<char> text, int at) =>
        at > 0 && (text[at - 1] is '_' or '-' or '.' or '/' or '+' || char.IsLetterOrDigit(text[at - 1]));

    private static ReadOnlySpan<char> Run(ReadOnlySpan<char> text, int start, SearchValues<char> set)
    {
        var rest = text.Slice(start, Math.Min(text.Length - start, MaxBody));
        var length = rest.IndexOfAnyExcept(set);
        return (length < 0 ? rest : rest[..length]).TrimEnd("-_.");
    }

    // Where the last word in lower case and its sign end.
    private static int Prefix(ReadOnlySpan<char> text, int at)
    {
        var body = at;
        for (var i = at; i < text.Length && i - at < MaxPrefix; i++)
        {
            if (text[i] is '_' or '-') body = i + 1;
            else if (!char.IsAsciiLetterLower(text[i])) break;
        }

        return body;
    }

    private static bool IsMixed(ReadOnlySpan<char> token)
    {
        var (upper, lower, digits) = (0, 0, 0);
        foreach (var c in token)
        {
            if (char.IsAsciiLetterUpper(c)) upper++;
            else if (char.IsAsciiLetterLower(c)) lower++;
            else if (char.IsAsciiDigit(c)) digits++;
        }

        return upper >= 5 && lower >= 5 && digits >= 2;
    }
}
