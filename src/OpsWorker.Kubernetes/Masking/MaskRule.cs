using System.Buffers;
using System.Text.RegularExpressions;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// One kind of secret. Patterns never backtrack, so no text can make them slow; and a pattern is only tried on text that
/// holds one of its words.
/// </summary>
/// <param name="Kind">What stands in the pseudonym.</param>
/// <param name="Pattern">What is found; where it has a group <c>secret</c>, that is what is replaced, else all of it.</param>
/// <param name="Words">Text without any of these, in any case, cannot match; null where there are no such words.</param>
internal sealed record MaskRule(string Kind, Regex Pattern, SearchValues<string>? Words)
{
    /// <summary>Whether what was found is a secret after all; null means always.</summary>
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
