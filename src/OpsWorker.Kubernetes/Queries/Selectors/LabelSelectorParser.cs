using System.Text.RegularExpressions;

namespace OpsWorker.Kubernetes.Queries.Selectors;

/// <summary>Reads the text of a label selector. Limits on keys and values are those of the API server.</summary>
internal static partial class LabelSelectorParser
{
    /// <summary>The limit of a selector's length.</summary>
    private const int MaxLength = 4096;

    private const int MaxNameLength = 63;
    private const int MaxPrefixLength = 253;

    public static IReadOnlyList<LabelRequirement> Parse(string text)
    {
        if (text.Length > MaxLength) throw new FormatException($"A label selector is at most {MaxLength} characters long.");
        if (string.IsNullOrWhiteSpace(text)) return [];
        return [.. SplitOutsideParentheses(text).Select(part => ParseRequirement(part.Trim()))];
    }

    private static IEnumerable<string> SplitOutsideParentheses(string text)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            if (text[i] == ')') depth--;
            if (text[i] != ',' || depth > 0) continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }

    private static LabelRequirement ParseRequirement(string part)
    {
        if (SetPattern().Match(part) is { Success: true } set)
        {
            var op = set.Groups["op"].Value == "in" ? LabelOperator.In : LabelOperator.NotIn;
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            return new LabelRequirement(Key(set.Groups["key"].Value, part), op, [.. values.Select(v => Value(v, part))]);
        }

        if (EqualityPattern().Match(part) is { Success: true } equality)
        {
            var op = equality.Groups["op"].Value == "!=" ? LabelOperator.NotIn : LabelOperator.In;
            return new LabelRequirement(Key(equality.Groups["key"].Value, part), op, [Value(equality.Groups["value"].Value, part)]);
        }

        return part.StartsWith('!')
            ? new LabelRequirement(Key(part[1..].Trim(), part), LabelOperator.DoesNotExist, [])
            : new LabelRequirement(Key(part, part), LabelOperator.Exists, []);
    }

    private static string Key(string key, string part)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var prefix = slash < 0 ? null : key[..slash];
        var name = key[(slash + 1)..];
        var valid = name.Length <= MaxNameLength && NamePattern().IsMatch(name)
            && (prefix is null || (prefix.Length <= MaxPrefixLength && PrefixPattern().IsMatch(prefix)));
        return valid ? key : throw new FormatException($"'{part}' is no requirement of a label selector: '{key}' is no label name.");
    }

    private static string Value(string value, string part) =>
        value.Length == 0 || (value.Length <= MaxNameLength && NamePattern().IsMatch(value))
            ? value
            : throw new FormatException($"'{part}' is no requirement of a label selector: '{value}' is no label value.");

    [GeneratedRegex(
        @"\A(?<key>[^\s=!(),]+)\s+(?<op>in|notin)\s*\((?<values>[^()]*)\)\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SetPattern();

    [GeneratedRegex(
        @"\A(?<key>[^\s=!(),]+)\s*(?<op>==|=|!=)\s*(?<value>[^\s=!(),]*)\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EqualityPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9_.\-]*[A-Za-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.\-]*[a-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PrefixPattern();
}
