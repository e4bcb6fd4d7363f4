using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Server.Commands.Rules;

/// <summary>Writes for people how rules decide about an alert. Pure.</summary>
internal static class DecisionText
{
    /// <summary>The action with its terms, and the rules that were tried.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="decision">The decision about it.</param>
    /// <param name="hidden">The decision without maintenance windows, where one hides it.</param>
    public static IEnumerable<string> Lines(Alert alert, RuleDecision decision, RuleDecision? hidden)
    {
        yield return $"{VisibleText.Line(alert.Name)}: {Action(decision)}, by {decision.DecidedBy}";
        if (hidden is not null) yield return $"  without the window: {Action(hidden)}, by {hidden.DecidedBy}";
        if (decision.Action != RuleAction.Suppress)
        {
            foreach (var (name, value) in Terms(alert, decision)) yield return $"  {name}: {value}";
        }

        yield return "  rules tried:";
        foreach (var trial in decision.Tried) yield return $"    {trial.Name}: {VisibleText.Line(trial.WhyNot ?? "matches")}";
    }

    /// <summary>The action as in the rules' file.</summary>
    public static string Action(RuleDecision decision) => decision.Action.ToString().ToLowerInvariant();

    private static IEnumerable<(string Name, string Value)> Terms(Alert alert, RuleDecision decision)
    {
        if (decision.Action == RuleAction.Investigate)
        {
            yield return ("priority", Priority(alert, decision.Terms));
            yield return ("models", Models(decision.Terms));
            yield return ("budget", Budget(decision.Terms?.Budget));
            if (decision.Cooldown is { } limit) yield return ("cooldown", Cooldown(limit));
        }

        yield return ("channel", decision.Route ?? "the usual one");
        if (decision.Mention is { } mention) yield return ("mention", mention);
        if (decision.Replies == false) yield return ("replies", "none");
        if (decision.Tags.Count > 0) yield return ("tags", string.Join(", ", decision.Tags));
        if (decision.GroupBy.Count > 0) yield return ("one incident for each", string.Join(", ", decision.GroupBy));
        if (decision.Escalation.Count > 0) yield return ("escalation", string.Join("; ", decision.Escalation.Select(Step)));
    }

    private static string Priority(Alert alert, InvestigationTerms? terms) => terms?.Priority is { } priority
        ? priority.ToString(CultureInfo.InvariantCulture)
        : FormattableString.Invariant(
            $"{MessagePriority.Of(alert.Severity)}, of the severity {alert.Severity.ToString().ToLowerInvariant()}");

    private static string Models(InvestigationTerms? terms) => terms?.Models switch
    {
        null => "those of the settings",
        [] => "none",
        var stages => string.Join(", ", stages.Select(stage => JsonName(stage.ToString()))),
    };

    private static string Budget(ModelLimit? limit)
    {
        string?[] parts =
        [
            limit?.Tokens is { } tokens ? FormattableString.Invariant($"{tokens} tokens") : null,
            limit?.Money is { } money ? FormattableString.Invariant($"${money:0.00##}") : null,
        ];
        var stated = string.Join(" and ", parts.OfType<string>());
        return stated.Length == 0 ? "that of the settings" : $"{stated} an investigation";
    }

    private static string Cooldown(RuleCooldown limit) => FormattableString.Invariant(
        $"investigated at most {limit.Max} in {limit.Minutes} minutes, for each {limit.Per.ToString().ToLowerInvariant()}");

    private static string Step(EscalationStep step)
    {
        var place = step.Route is { } route ? $" in {route}" : "";
        return FormattableString.Invariant($"after {step.Minutes} min {step.Mention ?? "nobody"}{place}");
    }

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
