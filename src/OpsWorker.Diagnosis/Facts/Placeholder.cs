using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>
/// Placeholders of configuration files: <c>${HOST:db}</c> of Spring, <c>${HOST:-db}</c> of shells and of Envoy's and nginx'
/// templates.
/// </summary>
internal static partial class Placeholder
{
    /// <summary>The text with each placeholder replaced by its variable's value, else by its default; one without either stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The variables of the container that reads it.</param>
    public static string Resolve(string text, IReadOnlyDictionary<string, string> variables) =>
        text.Contains("${", StringComparison.Ordinal) ? Mark().Replace(text, m => ValueOf(m, variables)) : text;

    private static string ValueOf(Match mark, IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault(mark.Groups["name"].Value)
        ?? (mark.Groups["default"] is { Success: true, Value: var value } ? value : mark.Value);

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][\w.]*)(:-?(?<default>[^{}\s]*))?\}", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Mark();
}
