namespace OpsWorker.Kubernetes.Masking;

/// <summary>Masks secrets in text by a list of rules.</summary>
internal sealed class TextMasker(IReadOnlyList<MaskRule> rules, Pseudonyms pseudonyms)
{
    /// <summary>The text with secrets replaced; <paramref name="count"/> grows by their number.</summary>
    public string Mask(string text, ref int count)
    {
        foreach (var rule in rules)
        {
            if (rule.Words is null || text.AsSpan().ContainsAny(rule.Words)) text = Apply(rule, text, ref count);
        }

        return text;
    }

    /// <summary>Masks a value that is a secret by its name, whatever it looks like.</summary>
    public string MaskWhole(string kind, string value, ref int count)
    {
        count++;
        return pseudonyms.Of(kind, value);
    }

    private string Apply(MaskRule rule, string text, ref int count)
    {
        var found = 0;
        var masked = rule.Pattern.Replace(text, match =>
        {
            if (rule.IsSecret?.Invoke(match) == false) return match.Value;
            var group = match.Groups["secret"];
            var (start, length) = group.Success ? (group.Index - match.Index, group.Length) : (0, match.Length);
            var secret = match.ValueSpan.Slice(start, length);
            if (secret.IsEmpty || IsPseudonym(text, match.Index, secret)) return match.Value;
            found++;
            return string.Concat(match.ValueSpan[..start], pseudonyms.Of(rule.Kind, secret), match.ValueSpan[(start + length)..]);
        });
        count += found;
        return masked;
    }

    /// <summary>A pseudonym has the name of a kind of secret, and so looks like a secret itself.</summary>
    private static bool IsPseudonym(string text, int start, ReadOnlySpan<char> secret) =>
        secret.Contains(Pseudonyms.Prefix, StringComparison.Ordinal)
        || text.AsSpan(0, start).EndsWith(Pseudonyms.Prefix, StringComparison.Ordinal);
}
