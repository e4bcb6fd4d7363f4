namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>
/// Distinguishes text drawn at random from text with a meaning. Asked only beside a name that announces a secret. Digests, ids and
/// UIDs are hexadecimal and names of resources are lower case: both count as meaning, as a diagnosis needs them.
/// </summary>
internal static class Randomness
{
    private const int MinLength = 16;

    /// <summary>
    /// In bits for each character. 16 random Base64 characters have 3.6 or more in 99 of 100 cases, words of two cases and a digit 3.4 or
    /// less.
    /// </summary>
    private const double MinEntropy = 3.5;

    public static bool IsRandom(ReadOnlySpan<char> text)
    {
        if (text.Length is < MinLength or > 4096) return false;
        var (upper, lower, digits) = (0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterUpper(c)) upper++;
            else if (char.IsAsciiLetterLower(c)) lower++;
            else if (char.IsAsciiDigit(c)) digits++;
            else if (c is not ('+' or '/' or '=' or '_' or '-' or '.' or '~' or '%')) return false;
        }

        return upper >= 2 && lower >= 2 && digits >= 1 && Entropy(text) >= MinEntropy;
    }

    /// <summary>
    /// Letters and digits that change between upper case, lower case and digits as often as in a drawn text: 0.62 of the places in the
    /// mean, where names in camel case have 0.3.
    /// </summary>
    public static bool IsShuffled(ReadOnlySpan<char> text)
    {
        const double MinChanges = 0.42;
        var changes = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (Case(text[i]) != Case(text[i - 1])) changes++;
        }

        return changes >= MinChanges * (text.Length - 1);
    }

    private static int Case(char c) => char.IsAsciiLetterUpper(c) ? 1 : char.IsAsciiLetterLower(c) ? 2 : char.IsAsciiDigit(c) ? 3 : 4;

    /// <summary>Random, or the hexadecimal form of it: UUIDs and digests too.</summary>
    public static bool IsRandomOrHex(ReadOnlySpan<char> text) => IsRandom(text) || IsHex(text);

    /// <summary>A key in hexadecimal or Base32 (RFC 4648): 32 characters or more, without the hyphens of a UUID.</summary>
    public static bool IsKeyText(ReadOnlySpan<char> text) => text.Length >= 32 && !text.Contains('-') && (IsHex(text) || IsBase32(text));

    /// <summary>A generated text with any signs, as WordPress has for its salts: 32 characters or more, of two cases and digits.</summary>
    public static bool IsLongText(ReadOnlySpan<char> text) =>
        text.Length is >= 32 and <= 512
            && !text.ContainsAny(' ', '/', '\\')
            && text.ContainsAnyInRange('0', '9')
            && text.ContainsAnyInRange('a', 'z')
            && text.ContainsAnyInRange('A', 'Z')
            && Entropy(text) >= MinEntropy;

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        if (text.Length is < MinLength or > 512) return false;
        var (digits, letters) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsAsciiHexDigit(c)) letters++;
            else if (c != '-') return false;
        }

        return digits >= 3 && letters >= 3;
    }

    private static bool IsBase32(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            if (c is >= '2' and <= '7') digits++;
            else if (!char.IsAsciiLetterUpper(c) && c != '=') return false;
        }

        return digits >= 3;
    }

    private static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var c in text) counts[c & 127]++;
        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count == 0) continue;
            var share = (double)count / text.Length;
            entropy -= share * Math.Log2(share);
        }

        return entropy;
    }
}
