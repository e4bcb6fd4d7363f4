using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Rules;

/// <summary>A rule or maintenance window that was tried.</summary>
/// <param name="Name">Its id, or the name of the window.</param>
/// <param name="WhyNot">The reason why it does not match; null where it does.</param>
public sealed record RuleTrial(string Name, string? WhyNot);

/// <summary>The decision about an alert.</summary>
public sealed record RuleDecision
{
    /// <summary>The action.</summary>
    public required RuleAction Action { get; init; }

    /// <summary>The rule, or maintenance window, that stated the action.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>A maintenance window stated the action.</summary>
    public bool IsMaintenance { get; init; }

    /// <summary>The channel; null for the usual one.</summary>
    public string? Route { get; init; }

    /// <summary>The mention in replies; null for the usual one.</summary>
    public string? Mention { get; init; }

    /// <summary>False for no replies; null for the usual ones.</summary>
    public bool? Replies { get; init; }

    /// <summary>The tags of all rules that matched.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The labels to correlate by; empty for the topology.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The limit of investigations; null for none.</summary>
    public RuleCooldown? Cooldown { get; init; }

    /// <summary>The terms of investigations; null for the usual ones.</summary>
    public InvestigationTerms? Terms { get; init; }

    /// <summary>The steps of an escalation; empty for none.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; init; } = [];

    /// <summary>The minutes after which an alert that is not repeated counts as resolved, 0 for never; null for the source's.</summary>
    public int? ResolveTimeoutMinutes { get; init; }

    /// <summary>The rules that were tried, in order.</summary>
    public IReadOnlyList<RuleTrial> Tried { get; init; } = [];
}

/// <summary>Decides by rules what happens to an alert. Pure.</summary>
public static class RuleEngine
{
    /// <summary>Tries maintenance windows, then rules from the first on, until one matches that does not continue.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cluster">Its cluster; null where none is registered.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="at">The time.</param>
    /// <param name="earlier">The alerts of <see cref="CompiledRules.HistoryMinutes"/> before it, for rules that count.</param>
    public static RuleDecision Decide(
        Alert alert, Cluster? cluster, CompiledRules rules, DateTimeOffset at, IReadOnlyList<Alert> earlier)
    {
        var fields = new AlertFields(alert, cluster);
        var tried = new List<RuleTrial>();
        foreach (var maintenance in rules.Maintenance)
        {
            var why = maintenance.Contains(at) ? maintenance.When?.WhyNot(fields, at) : $"the time {at:u} is outside of it";
            tried.Add(new RuleTrial($"maintenance {maintenance.Window.Name}", why));
            if (why is not null) continue;
            return new RuleDecision { Action = RuleAction.Suppress, DecidedBy = tried[^1].Name, IsMaintenance = true, Tried = tried };
        }

        RuleDecision? decision = null;
        var extra = new RuleDecision { Action = default, DecidedBy = "" };
        foreach (var rule in rules.Rules)
        {
            if (rule.IsDefault && decision is not null) break;
            var why = rule.When?.WhyNot(fields, at) ?? WhyNotYet(rule, alert, fields, cluster, at, earlier);
            tried.Add(new RuleTrial(rule.Rule.Id, why));
            if (why is not null) continue;
            extra = With(extra, rule.Rule);
            if (rule.Rule.Do is { } action) decision = new RuleDecision { Action = action, DecidedBy = rule.Rule.Id };
            if (!rule.Rule.Continue) break;
        }

        // The last default rule matches everything, so there is a decision.
        return extra with { Action = decision!.Action, DecidedBy = decision.DecidedBy, Tried = tried };
    }

    private static RuleDecision With(RuleDecision decision, Rule rule) => decision with
    {
        Route = rule.Route ?? decision.Route,
        Mention = rule.Mention ?? decision.Mention,
        Replies = rule.Replies ?? decision.Replies,
        Tags = [.. decision.Tags.Union(rule.Tags)],
        GroupBy = rule.GroupBy.Count > 0 ? rule.GroupBy : decision.GroupBy,
        Cooldown = rule.Cooldown ?? decision.Cooldown,
        Terms = rule.Investigation ?? decision.Terms,
        Escalation = rule.Escalate ?? decision.Escalation,
        ResolveTimeoutMinutes = rule.ResolveTimeoutMinutes ?? decision.ResolveTimeoutMinutes,
    };

    private static string? WhyNotYet(
        CompiledRule rule, Alert alert, AlertFields fields, Cluster? cluster, DateTimeOffset at, IReadOnlyList<Alert> earlier)
    {
        if (rule.Rule.After is not { } after) return null;
        var from = at.AddMinutes(-after.Minutes);
        var count = 1 + earlier.Where(other => other.Id != alert.Id && other.StartsAt > from && other.StartsAt <= at)
            .DistinctBy(other => other.Id)
            .Count(other => Counts(rule, after.Per, other, alert, fields, cluster, at));
        return count >= after.Alerts ? null : $"it is alert {count} of {after.Alerts} within {after.Minutes} minutes";
    }

    private static bool Counts(
        CompiledRule rule, RulePer per, Alert other, Alert alert, AlertFields fields, Cluster? cluster, DateTimeOffset at)
    {
        if (other.Workspace != alert.Workspace) return false;
        if (per == RulePer.Fingerprint) return other.Source == alert.Source && other.Fingerprint == alert.Fingerprint;
        var otherFields = new AlertFields(other, cluster);
        return (per != RulePer.Workload || otherFields.Workload == fields.Workload) && rule.When?.WhyNot(otherFields, at) is null;
    }
}
