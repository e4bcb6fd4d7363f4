using System.Text.RegularExpressions;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>Placeholders of configuration files: <c>${HOST:db}</c> of Spring, <c>${HOST:-db}</c> of shells and of Envoy's and nginx' templates.</summary>
internal static partial class Placeholder
{
    /// <summary>The text with each placeholder replaced by its variable's value, else by its default; one without either stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The variables of the container that reads it.</param>
    public static string Resolve(string text, IReadOnlyDictionary<string, string> variables) => !text.Contains("${", StringComparison.Ordinal)
        ? text
        : Mark().Replace(text, m => variables.GetValueOrDefault(m.Groups["name"].Value) ?? (m.Groups["default"].Success ? m.Groups["default"].Value : m.Value));

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][\w.]*)(:-?(?<default>[^{}\s]*))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();
}
