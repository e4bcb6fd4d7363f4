using System.Text.Json;
using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Replaces credentials in answers by pseudonyms like <c>[masked:aws-key:1]</c> before they leave the cluster, and counts
/// them. The same secret has the same number everywhere, as long as the process lives. Images, digests, UIDs, names and
/// addresses stay as they are. Thread-safe.
/// </summary>
public sealed class SecretMasker
{
    /// <summary>The limit of custom patterns.</summary>
    public const int MaxPatterns = 50;

    private const int MaxPatternLength = 1000;

    private readonly TextMasker _text;
    private readonly JsonMasker _json;

    /// <summary>Creates a masker.</summary>
    /// <param name="patterns">
    /// Custom regular expressions beside the built-in ones. The match of a group named <c>secret</c> is replaced, else the
    /// whole match. They must work without backtracking: no lookaround and no back references.
    /// </param>
    /// <exception cref="FormatException">There are too many patterns, or one cannot be used; the message names it.</exception>
    public SecretMasker(IReadOnlyList<string>? patterns = null)
    {
        if (patterns?.Count > MaxPatterns)
        {
            throw new FormatException($"There are {patterns.Count} masking patterns; at most {MaxPatterns} are taken.");
        }

        MaskRule[] own = [.. (patterns ?? []).Select(Own)];
        _text = new TextMasker([.. own, .. MaskRules.All], new Pseudonyms());
        _json = new JsonMasker(_text);
    }

    /// <summary>The answer without secrets, their number added to <see cref="QueryResult.Masked"/>.</summary>
    public QueryResult Mask(QueryResult result)
    {
        var count = 0;
        var content = result.Query.Verb switch
        {
            QueryVerb.Logs => _text.Mask(result.Content, ref count),
            // The labels of an expression's series may hold any text.
            QueryVerb.Metrics when result.Query.Expression is not null && result.Content.Length > 0 => MaskJson(result.Content, ref count),
            QueryVerb.Get or QueryVerb.List when result.Content.Length > 0 => MaskJson(result.Content, ref count),
            _ => result.Content,
        };
        var error = result.Error is null ? null : _text.Mask(result.Error, ref count);
        return count == 0 ? result : result with { Content = content, Error = error, Masked = result.Masked + count };
    }

    /// <summary>Text without secrets.</summary>
    public string Mask(string text)
    {
        var count = 0;
        return _text.Mask(text, ref count);
    }

    /// <summary>Masks JSON; content that is not valid JSON is masked as text.</summary>
    private string MaskJson(string content, ref int count)
    {
        try
        {
            return _json.Mask(content, ref count);
        }
        catch (JsonException)
        {
            return _text.Mask(content, ref count);
        }
    }

    private static MaskRule Own(string pattern) => pattern.Length is > 0 and <= MaxPatternLength
        ? MaskRule.Of("custom", [], pattern)
        : throw new FormatException(
            $"The masking pattern '{pattern[..Math.Min(pattern.Length, 50)]}' is empty or longer than {MaxPatternLength} characters.");
}
