using System.Text;
using System.Text.RegularExpressions;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Masks the secrets of text.</summary>
/// <param name="patterns">Patterns of one's own, which are looked for first.</param>
internal sealed class TextMasker(IReadOnlyList<Regex> patterns)
{
    private static readonly string[] s_secretManifests =
        ["kind: Secret", "kind: secret", "kind: \"Secret\"", "kind: 'Secret'", "kind: \"secret\"", "kind: 'secret'"];

    /// <summary>The text with secrets replaced; the same text where there are none.</summary>
    public string Mask(string text, MaskRun run)
    {
        if (run.IsExhausted) return text.Length == 0 ? text : run.Withhold(text.Length);
        var before = run.Count;
        var own = ApplyOwn(text, run);
        var masked = MaskLines(own, run);
        return run.Count == before && run.Withheld == 0 ? text : masked;
    }

    /// <summary>Applies the patterns of one's own.</summary>
    public string ApplyOwn(string text, MaskRun run)
    {
        foreach (var pattern in patterns)
        {
            run.Add(text.Length);
            text = pattern.Replace(text, match =>
            {
                var group = match.Groups["secret"];
                var (start, length) = group.Success ? (group.Index - match.Index, group.Length) : (0, match.Length);
                var secret = match.ValueSpan.Slice(start, length);
                if (secret.IsEmpty || secret.Contains(Pseudonyms.Prefix, StringComparison.Ordinal)) return match.Value;
                return string.Concat(
                    match.ValueSpan[..start], run.Replace("custom", pattern.ToString(), secret), match.ValueSpan[(start + length)..]);
            });
        }

        return text;
    }

    /// <summary>True when text that was unpacked from another text contains a secret.</summary>
    public static bool HasSecret(string text, MaskRun run, int depth)
    {
        var unpacked = run.Unpacked();
        var lines = new LineMasker(unpacked, new LineState { HasSecretManifest = HasSecretManifest(text) }, depth);
        var found = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            foreach (var _ in lines.Next(line.ToString()))
            {
                // Only the count of what it masks is asked for.
            }

            found = unpacked.Count > 0 || unpacked.Withheld > 0;
            if (found) break;
        }

        run.Add(unpacked.Work);
        return found || run.IsExhausted;
    }

    private static string MaskLines(string text, MaskRun run)
    {
        var lines = new LineMasker(run, new LineState { HasSecretManifest = HasSecretManifest(text) });
        if (!text.Contains('\n', StringComparison.Ordinal)) return string.Concat([.. lines.Next(text), lines.Flush() ?? ""]);
        var masked = new StringBuilder(text.Length);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            foreach (var line in lines.Next(text[range])) masked.Append(line).Append('\n');
        }

        if (lines.Flush() is { } last) masked.Append(last);
        else if (masked.Length > 0) masked.Length--;
        return masked.ToString();
    }

    private static bool HasSecretManifest(string text)
    {
        foreach (var manifest in s_secretManifests)
        {
            var at = text.IndexOf(manifest, StringComparison.Ordinal);
            if (at >= 0 && (at + manifest.Length >= text.Length || !char.IsAsciiLetterOrDigit(text[at + manifest.Length]))) return true;
        }

        return false;
    }
}
