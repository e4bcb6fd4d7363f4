using System.Text.RegularExpressions;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>A rule with its condition compiled.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="When">Its condition; null matches every alert.</param>
/// <param name="IsDefault">True for a rule that stands behind those of the organisation.</param>
internal sealed record CompiledRule(Rule Rule, CompiledCondition? When, bool IsDefault);

/// <summary>A maintenance window with its condition and times compiled.</summary>
internal sealed record CompiledMaintenance(MaintenanceWindow Window, CompiledCondition? When, IReadOnlyList<WeeklyTime> Weekly)
{
    /// <summary>The moment is in the window.</summary>
    public bool Contains(DateTimeOffset moment) =>
        Window.From is { } from ? moment >= from && moment < Window.To : Weekly.Any(time => time.Contains(moment));
}

/// <summary>The rules of an organisation, read, checked and followed by the default ones. Pure.</summary>
public sealed partial class CompiledRules
{
    private const int MaxTextLength = 200;
    private const int MaxListed = 20;

    // Takes the place of a mention that an earlier rule set.
    private const string NoMention = "none";

    /// <exception cref="RuleException">A part is not valid.</exception>
    public CompiledRules(IReadOnlyList<Rule> rules, IReadOnlyList<MaintenanceWindow> maintenance)
    {
        if (rules.Count > RuleSet.MaxRules) throw new RuleException("rules", $"Has more than {RuleSet.MaxRules} rules.");
        if (maintenance.Count > RuleSet.MaxMaintenance)
        {
            throw new RuleException("maintenance", $"Has more than {RuleSet.MaxMaintenance} windows.");
        }

        var ids = new HashSet<string>();
        var own = rules.Select((rule, i) => Compile(rule, $"rules[{i}]", ids)).ToList();
        Rules = [.. own, .. DefaultRules.All.Select(rule => new CompiledRule(rule, Condition(rule.When, "default"), IsDefault: true))];
        Maintenance = [.. maintenance.Select((window, i) => Compile(window, $"maintenance[{i}]"))];
        HistoryMinutes = rules.Select(rule => rule.After?.Minutes ?? 0).DefaultIfEmpty().Max();
    }

    private CompiledRules(CompiledRules other) =>
        (Rules, Maintenance, HistoryMinutes) = (other.Rules, [], other.HistoryMinutes);

    /// <summary>The default rules only.</summary>
    public static CompiledRules Default { get; } = new([], []);

    /// <summary>The time of which decisions need the earlier alerts, in minutes; 0 for none.</summary>
    public int HistoryMinutes { get; }

    /// <summary>The same rules without maintenance windows.</summary>
    public CompiledRules WithoutMaintenance() => new(this);

    internal IReadOnlyList<CompiledRule> Rules { get; }

    internal IReadOnlyList<CompiledMaintenance> Maintenance { get; }

    private static CompiledRule Compile(Rule rule, string field, HashSet<string> ids)
    {
        if (rule.Id is not { Length: > 0 and <= 100 } id || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new RuleException($"{field}.id", $"Is \"{rule.Id}\"; up to 100 letters, digits, - and _ were expected.");
        }

        if (!ids.Add(id)) throw new RuleException($"{field}.id", $"Is \"{id}\", as of another rule.");
        if (rule is { Do: null, Continue: false })
        {
            throw new RuleException($"{field}.do", "Is missing; investigate, notify or suppress was expected, or `continue: true`.");
        }

        CheckText(rule.Name, $"{field}.name");
        CheckText(rule.Route, $"{field}.route");
        if (rule.Mention is not NoMention) CheckMention(rule.Mention, $"{field}.mention", ", none");
        CheckTexts(rule.Tags, $"{field}.tags");
        CheckTexts(rule.GroupBy, $"{field}.groupBy");
        if (rule.After is { } after)
        {
            CheckRange(after.Alerts, 2, RuleRate.MaxAlerts, $"{field}.after.alerts");
            CheckRange(after.Minutes, 1, RuleRate.MaxMinutes, $"{field}.after.minutes");
        }

        if (rule.Cooldown is { } cooldown)
        {
            CheckRange(cooldown.Minutes, 1, RuleCooldown.MaxMinutes, $"{field}.cooldown.minutes");
            CheckRange(cooldown.Max, 1, 1_000, $"{field}.cooldown.max");
        }

        if (rule.Investigation is { } terms) Check(terms, $"{field}.investigation");
        if (rule.ResolveTimeoutMinutes is { } timeout and not 0)
        {
            CheckRange(timeout, Rule.MinResolveTimeout, Rule.MaxResolveTimeout, $"{field}.resolveTimeoutMinutes");
        }

        if (rule.Escalate is { } steps) Check(steps, $"{field}.escalate");
        return new CompiledRule(rule, Condition(rule.When, $"{field}.when"), IsDefault: false);
    }

    private static void Check(InvestigationTerms terms, string field)
    {
        if (terms.Priority is { } priority) CheckRange(priority, 0, MessagePriority.Max, $"{field}.priority");
        if (terms.Models?.Contains(ModelStage.Ask) == true)
        {
            throw new RuleException($"{field}.models", "Has ask, which is no stage of an investigation; choose, lookFurther, explain or "
                + "critic was expected.");
        }

        if (terms.Budget is { Tokens: < 0 } or { Money: < 0 })
        {
            throw new RuleException($"{field}.budget", "Is negative; a number of tokens, or of US dollars, was expected.");
        }
    }

    private static void Check(IReadOnlyList<EscalationStep> steps, string field)
    {
        if (steps.Count > EscalationStep.MaxSteps) throw new RuleException(field, $"Has more than {EscalationStep.MaxSteps} steps.");
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, place) = (steps[i], $"{field}[{i}]");
            CheckRange(step.Minutes, i == 0 ? 1 : steps[i - 1].Minutes + 1, EscalationStep.MaxMinutes, $"{place}.minutes");
            if (step is { Mention: null, Route: null })
            {
                throw new RuleException(place, "Notifies nobody; a mention or a route was expected.");
            }

            CheckMention(step.Mention, $"{place}.mention");
            CheckText(step.Route, $"{place}.route");
        }
    }

    private static void CheckMention(string? mention, string field, string alsoExpected = "")
    {
        if (mention is null || Mention().IsMatch(mention)) return;
        throw new RuleException(
            field, $"Is \"{mention}\"; a member's id (U…), a user group's id (S…){alsoExpected}, here or channel was expected.");
    }

    [GeneratedRegex(@"^(?:here|channel|[UWS][A-Z0-9]{2,30})\z", RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    private static CompiledMaintenance Compile(MaintenanceWindow window, string field)
    {
        if (string.IsNullOrWhiteSpace(window.Name)) throw new RuleException($"{field}.name", "Is missing; a name was expected.");
        CheckText(window.Name, $"{field}.name");
        var isOnce = window is { From: not null, To: not null, Weekly.Count: 0 };
        if (!isOnce && window is not { From: null, To: null, Weekly.Count: > 0 and <= MaxListed })
        {
            throw new RuleException(field, $"Has not exactly one of `from` with `to`, and `weekly` with up to {MaxListed} times.");
        }

        if (window.To <= window.From) throw new RuleException($"{field}.to", "Is not after `from`.");
        return new CompiledMaintenance(
            window,
            Condition(window.When, $"{field}.when"),
            [.. window.Weekly.Select((time, i) => new WeeklyTime(time, $"{field}.weekly[{i}]"))]);
    }

    private static CompiledCondition? Condition(RuleCondition? condition, string field) =>
        condition is null ? null : new CompiledCondition(condition, field);

    private static void CheckTexts(IReadOnlyList<string> texts, string field)
    {
        if (texts.Count > MaxListed) throw new RuleException(field, $"Has more than {MaxListed} entries.");
        for (var i = 0; i < texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i])) throw new RuleException($"{field}[{i}]", "Is empty.");
            CheckText(texts[i], $"{field}[{i}]");
        }
    }

    private static void CheckText(string? text, string field)
    {
        if (text?.Length > MaxTextLength) throw new RuleException(field, $"Has more than {MaxTextLength} characters.");
    }

    private static void CheckRange(int value, int min, int max, string field)
    {
        if (value < min || value > max) throw new RuleException(field, $"Is {value}; a number from {min} to {max} was expected.");
    }
}
