namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Recognises random text. Digests, ids and UIDs are hexadecimal and names of resources are lower case: neither counts as
/// random, as diagnosis needs them and access keys look different.
/// </summary>
internal static class HighEntropy
{
    private const int MinLength = 24;

    /// <summary>In bits for each character; random Base64 of this length has above 4.2, words and paths below 3.9.</summary>
    private const double MinEntropy = 4.0;

    public static bool IsRandom(ReadOnlySpan<char> text)
    {
        if (text.Length < MinLength) return false;
        var (upper, lower, digits) = (0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterUpper(c)) upper++;
            else if (char.IsAsciiLetterLower(c)) lower++;
            else if (char.IsAsciiDigit(c)) digits++;
            else if (c is not ('+' or '/' or '=' or '_' or '-')) return false;
        }

        return upper >= 3 && lower >= 3 && digits >= 2 && Entropy(text) >= MinEntropy;
    }

    private static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var c in text) counts[c]++;
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
