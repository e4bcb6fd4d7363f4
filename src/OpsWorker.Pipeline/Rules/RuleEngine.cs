using OpsWorker.Core.Alerts;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>Decides by rules what happens to an alert. Pure.</summary>
public static class RuleEngine
{
    private const string SeverityLabel = "severity";

    /// <summary>The first of the rules that matches, in their order; null where none does.</summary>
    public static Rule? Decide(Alert alert, IReadOnlyList<Rule> rules) =>
        rules.OrderBy(r => r.Order).FirstOrDefault(r => Matches(alert, r));

    private static bool Matches(Alert alert, Rule rule) => rule.Match.All(label => label.Key == SeverityLabel
        ? Enum.TryParse<Severity>(label.Value, ignoreCase: true, out var severity) && severity == alert.Severity
        : alert.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
