using System.Text.RegularExpressions;

namespace OpsWorker.Pipeline.Rules.Matching;

/// <summary>A condition on one label, as Alertmanager's matchers state it. A missing label has the empty value.</summary>
public sealed class Matcher
{
    private readonly Regex? _pattern;

    /// <summary>Creates the matcher.</summary>
    /// <param name="name">The label.</param>
    /// <param name="type">The operator.</param>
    /// <param name="value">The value, or a regular expression in RE2's syntax that has to match the whole value.</param>
    /// <exception cref="MatcherException">The regular expression is not valid, or too large.</exception>
    public Matcher(string name, MatcherType type, string value)
    {
        (Name, Type, Value) = (name, type, value);
        if (type is MatcherType.Matches or MatcherType.NotMatches) _pattern = Re2Pattern.Compile(value);
    }

    /// <summary>The label.</summary>
    public string Name { get; }

    /// <summary>The operator.</summary>
    public MatcherType Type { get; }

    /// <summary>The value or the regular expression.</summary>
    public string Value { get; }

    /// <summary>The value of the label meets the condition.</summary>
    public bool IsMatch(string value) => Type switch
    {
        MatcherType.Equal => value == Value,
        MatcherType.NotEqual => value != Value,
        MatcherType.Matches => _pattern!.IsMatch(value),
        _ => !_pattern!.IsMatch(value),
    };

    /// <summary>The matcher in Alertmanager's syntax, quoted.</summary>
    public override string ToString() => $"{Quote(Name)}{Operator}{Quote(Value)}";

    private string Operator => Type switch
    {
        MatcherType.Equal => "=",
        MatcherType.NotEqual => "!=",
        MatcherType.Matches => "=~",
        _ => "!~",
    };

    private static string Quote(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}
