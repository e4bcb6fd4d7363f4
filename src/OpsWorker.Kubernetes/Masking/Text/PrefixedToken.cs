using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// Finds tokens of issuers that are not listed by the form that most have taken from GitHub's: words in lower case, a hyphen or underscore
/// after each, then many letters of both cases and digits. Identifiers have fewer, digests one case, and checksums name their algorithm.
/// </summary>
internal static class PrefixedToken
{
    private const int MaxPrefix = 24;
    private const int MinBody = 30;
    private const int MaxBody = 256;

    /// <summary>A token that begins with the word at <paramref name="at"/>; null where there is none.</summary>
    public static Finding? Find(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        if (end >= text.Length || text[end] is not ('_' or '-') || !char.IsAsciiLetterLower(text[at]) || IsWithin(text, at)) return null;
        var body = Prefix(text, at);
        line.Run.Add(body - at);
        if (body - at < 4) return null;
        var rest = text.Slice(body, Math.Min(text.Length - body, MaxBody));
        var length = rest.IndexOfAnyExcept(TokenForm.Word);
        var token = (length < 0 ? rest : rest[..length]).TrimEnd("-_");
        line.Run.Add(token.Length);
        return token.Length >= MinBody && IsMixed(token) && Randomness.IsRandom(token) && !text[at..body].StartsWith("sha")
            ? new Finding(at, body + token.Length, "token", "")
            : null;
    }

    private static bool IsWithin(ReadOnlySpan<char> text, int at) =>
        at > 0 && (text[at - 1] is '_' or '-' or '.' or '/' or '+' || char.IsLetterOrDigit(text[at - 1]));

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
