using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The rule that applies to an alert.</summary>
/// <param name="Rule">The rule that matched.</param>
/// <param name="CorrelationKey">What alerts of the same incident share.</param>
public sealed record RuleDecision(Rule Rule, string CorrelationKey);

/// <summary>Decides by rules what happens to an alert. Pure.</summary>
public static class RuleEngine
{
    private const string SeverityLabel = "severity";

    /// <summary>The first of the rules that matches, in their order; null where none does.</summary>
    public static RuleDecision? Decide(Alert alert, IReadOnlyList<Rule> rules)
    {
        var rule = rules.OrderBy(r => r.Order).FirstOrDefault(r => Matches(alert, r));
        return rule is null ? null : new RuleDecision(rule, CorrelationKey(alert, rule));
    }

    private static bool Matches(Alert alert, Rule rule) => rule.Match.All(label => label.Key == SeverityLabel
        ? Enum.TryParse<Severity>(label.Value, ignoreCase: true, out var severity) && severity == alert.Severity
        : alert.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    // Alerts without any of the labels have nothing in common but their name.
    private static string CorrelationKey(Alert alert, Rule rule)
    {
        var values = rule.GroupBy.Select(label => alert.Labels.GetValueOrDefault(label, "")).ToArray();
        return Array.TrueForAll(values, value => value.Length == 0)
            ? Identifier.From("key", rule.Id, alert.Name)
            : Identifier.From("key", [rule.Id, .. values]);
    }
}
