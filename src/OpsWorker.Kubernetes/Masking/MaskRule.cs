using System.Buffers;
using System.Text.RegularExpressions;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// One kind of secret. Patterns never backtrack, so no text can make them slow; and a pattern is only tried on text that
/// holds one of its words.
/// </summary>
/// <param name="Kind">The kind in the pseudonym.</param>
/// <param name="Pattern">The pattern; its group <c>secret</c> is replaced, or the whole match where it has no such group.</param>
/// <param name="Words">Text without any of these, in any case, cannot match; null where there are no such words.</param>
internal sealed record MaskRule(string Kind, Regex Pattern, SearchValues<string>? Words)
{
    /// <summary>A further test of a match; null accepts every match.</summary>
    public Func<Match, bool>? IsSecret { get; init; }

    public static MaskRule Of(string kind, string[] words, string pattern) =>
        new(kind, Compile(pattern), words.Length == 0 ? null : SearchValues.Create(words, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="FormatException">The pattern is invalid or could take exponential time.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The masking pattern '{pattern}' cannot be used: {e.Message}", e);
        }
    }
}
