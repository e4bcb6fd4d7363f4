using System.Text.Json;
using System.Text.RegularExpressions;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking.Text;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>
/// Replaces credentials in answers by pseudonyms like <c>[masked:aws-key:1]</c> before they leave the cluster, and counts
/// them. A number says which two places of one object have the same value, and nothing beyond its answer. Images, digests, UIDs, names
/// and addresses stay as they are. Thread-safe.
/// </summary>
public sealed class SecretMasker
{
    /// <summary>The most patterns of one's own.</summary>
    public const int MaxPatterns = 50;

    private const int MaxPatternLength = 1000;

    private readonly TextMasker _text;
    private readonly JsonMasker _json;
    private readonly bool _personalData;

    /// <summary>Makes a masker.</summary>
    /// <param name="patterns">
    /// Regular expressions of one's own, beside what is built in. What a group named <c>secret</c> matches is
    /// replaced, else the whole match. They must do without backtracking: no lookaround and no back references.
    /// </param>
    /// <param name="personalData">Whether mail addresses and card numbers are masked too.</param>
    /// <exception cref="FormatException">There are too many patterns, or one cannot be used; the message names it.</exception>
    public SecretMasker(IReadOnlyList<string>? patterns = null, bool personalData = false)
    {
        if (patterns?.Count > MaxPatterns)
            throw new FormatException($"There are {patterns.Count} masking patterns; at most {MaxPatterns} are taken.");
        _text = new TextMasker([.. (patterns ?? []).Select(Own)]);
        _json = new JsonMasker(_text);
        _personalData = personalData;
    }

    /// <summary>
    /// The answer without secrets, their number added to <see cref="QueryResult.Masked"/>. What cannot be looked through within the
    /// answer's budget is withheld, and <see cref="QueryResult.Error"/> says so.
    /// </summary>
    public QueryResult Mask(QueryResult result)
    {
        var isText = result.Query.Verb == QueryVerb.Logs;
        var run = Run(!isText, result.Content.Length + (result.Error?.Length ?? 0));
        var content = isText ? _text.Mask(result.Content, run) : MaskJson(result.Content, run);
        var error = result.Error is null ? null : _text.Mask(result.Error, run);
        if (run.Count == 0 && run.Withheld == 0) return result;
        return result with
        {
            Content = content,
            Error = run.Withheld == 0
                ? error
                : $"{error} {run.Withheld} characters were withheld: masking them would have taken more than its budget.".TrimStart(),
            Masked = result.Masked + run.Count,
        };
    }

    /// <summary>Text without secrets.</summary>
    public string Mask(string text) => _text.Mask(text, Run(byValue: false, text.Length));

    /// <summary>The value of an annotation, variable or field without secrets, masked whole where its name announces one.</summary>
    public string MaskValue(string name, string value) => _json.MaskNamed(name, value, Run(byValue: false, value.Length));

    /// <summary>JSON of any shape without secrets, by the rules for answers.</summary>
    public string MaskJson(string json) => MaskJson(json, Run(byValue: false, json.Length));

    /// <summary>Masks the log of one container as it is read.</summary>
    internal LogMasker Log() => new(_text, Run(byValue: false, 0));

    /// <summary>An object without secrets, by which a selector may be decided.</summary>
    internal JsonElement Mask(JsonElement value)
    {
        var json = value.GetRawText();
        return JsonElement.Parse(MaskJson(json, Run(byValue: true, json.Length)));
    }

    internal MaskRun Run(bool byValue, long size) => new(new Pseudonyms(byValue), size, _personalData);

    internal string MaskText(string text, MaskRun run) => _text.Mask(text, run);

    /// <summary>Masks JSON; content that is not valid JSON is masked as text.</summary>
    internal string MaskJson(string content, MaskRun run)
    {
        if (content.Length == 0) return content;
        try
        {
            return _json.Mask(content, run);
        }
        catch (JsonException)
        {
            return _text.Mask(content, run);
        }
    }

    private static Regex Own(string pattern)
    {
        if (pattern.Length is 0 or > MaxPatternLength)
        {
            throw new FormatException(
                $"The masking pattern '{pattern[..Math.Min(pattern.Length, 50)]}' is empty or longer than {MaxPatternLength} characters.");
        }

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
