using OpsWorker.Core.Incidents;

namespace OpsWorker.Core.Rules;

/// <summary>The action of a rule.</summary>
public enum RuleAction
{
    /// <summary>The alert opens or joins an incident, which is investigated.</summary>
    Investigate,

    /// <summary>The alert opens or joins an incident, which is shown and not investigated.</summary>
    Notify,

    /// <summary>The alert is recorded only.</summary>
    Suppress,
}

/// <summary>The alerts that a limit counts together.</summary>
public enum RulePer
{
    /// <summary>Alerts of the same object: workload, node, Service.</summary>
    Workload,

    /// <summary>Occurrences of the same alert.</summary>
    Fingerprint,

    /// <summary>All alerts that the rule matches.</summary>
    Rule,
}

/// <summary>A rule: matches alerts, selects an action and groups alerts into incidents.</summary>
/// <remarks>Properties with a default have a setter, so that JSON without them leaves it.</remarks>
public sealed record Rule
{
    /// <summary>The least <see cref="ResolveTimeoutMinutes"/> other than 0.</summary>
    public const int MinResolveTimeout = 10;

    /// <summary>Maximum of <see cref="ResolveTimeoutMinutes"/>: seven days.</summary>
    public const int MaxResolveTimeout = 7 * 24 * 60;

    /// <summary>Unique within the organisation: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to people; null means <see cref="Id"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The condition; null matches every alert.</summary>
    public RuleCondition? When { get; init; }

    /// <summary>The number of alerts after which the rule matches; null for the first.</summary>
    public RuleRate? After { get; init; }

    /// <summary>The action; null leaves it to the rules that follow, which needs <see cref="Continue"/>.</summary>
    public RuleAction? Do { get; init; }

    /// <summary>The channel for the incident's message; null for the usual one.</summary>
    public string? Route { get; init; }

    /// <summary>
    /// The mention in replies below the incident's message: a member's id, a user group's id, <c>here</c> or <c>channel</c>; <c>none</c>
    /// for none. Null for the usual one.
    /// </summary>
    public string? Mention { get; init; }

    /// <summary>False for no replies below the incident's message; null for the usual ones.</summary>
    public bool? Replies { get; init; }

    /// <summary>Tags that the incident gets.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>
    /// Labels whose values alerts of one incident share; a missing label counts as an empty value. Empty: alerts are correlated by the
    /// topology that their labels name.
    /// </summary>
    public IReadOnlyList<string> GroupBy { get; set; } = [];

    /// <summary>The limit of investigations; beyond it an incident is opened and not investigated. Null for none.</summary>
    public RuleCooldown? Cooldown { get; init; }

    /// <summary>The terms of its investigations: priority, stages of models, budget; null for the usual ones.</summary>
    public InvestigationTerms? Investigation { get; init; }

    /// <summary>
    /// The people who are notified of an incident that nobody acknowledges, step by step; at most <see cref="EscalationStep.MaxSteps"/>.
    /// Null leaves it to other rules.
    /// </summary>
    public IReadOnlyList<EscalationStep>? Escalate { get; init; }

    /// <summary>
    /// The time in minutes after which an alert that its sender does not repeat counts as resolved, from <see cref="MinResolveTimeout"/> to
    /// <see cref="MaxResolveTimeout"/>, or 0 for never. Null means that of the source.
    /// </summary>
    public int? ResolveTimeoutMinutes { get; init; }

    /// <summary>True if the rules that follow are tried too; what a later one states takes the place of what this one states.</summary>
    public bool Continue { get; init; }
}

/// <summary>A condition on an alert: everything that is stated has to hold.</summary>
public sealed record RuleCondition
{
    /// <summary>
    /// Matchers in Alertmanager's syntax, on labels and on the normalised fields <c>alert.name</c>, <c>alert.source</c>,
    /// <c>alert.severity</c>, <c>alert.summary</c>, <c>alert.namespace</c>, <c>alert.workload</c>, <c>alert.service</c>,
    /// <c>alert.node</c>, <c>alert.cluster</c> and <c>alert.workspace</c>; null for none.
    /// </summary>
    public string? Match { get; init; }

    /// <summary>
    /// Matchers on the labels of the registered cluster and its <c>name</c>, <c>environment</c>, <c>region</c>, <c>provider</c>; null
    /// for none.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>Conditions that all hold.</summary>
    public IReadOnlyList<RuleCondition> All { get; set; } = [];

    /// <summary>Conditions of which one holds; empty for none.</summary>
    public IReadOnlyList<RuleCondition> Any { get; set; } = [];

    /// <summary>A condition that does not hold; null for none.</summary>
    public RuleCondition? Not { get; init; }

    /// <summary>Times of which one holds; empty for any time.</summary>
    public IReadOnlyList<RuleTime> During { get; set; } = [];
}

/// <summary>A time of the week.</summary>
/// <remarks>Properties with a default have a setter, so that JSON without them leaves it.</remarks>
public sealed record RuleTime
{
    /// <summary>
    /// Days as <c>mon</c> or <c>mon-fri</c>; empty for every day. A time past midnight belongs to the day on which it begins.
    /// </summary>
    public IReadOnlyList<string> Days { get; set; } = [];

    /// <summary>The begin as <c>HH:mm</c>.</summary>
    public string From { get; set; } = "00:00";

    /// <summary>The end as <c>HH:mm</c>, exclusive; <c>24:00</c> is the end of the day; before the begin it is of the next day.</summary>
    public string To { get; set; } = "24:00";

    /// <summary>The time zone, as in the IANA database.</summary>
    public string Zone { get; set; } = "UTC";
}

/// <summary>A number of alerts within a time.</summary>
/// <param name="Alerts">The number, from 2 to <see cref="MaxAlerts"/>.</param>
/// <param name="Minutes">The time in minutes, from 1 to <see cref="MaxMinutes"/>.</param>
/// <param name="Per">The alerts that are counted together.</param>
public sealed record RuleRate(int Alerts, int Minutes, RulePer Per)
{
    /// <summary>Maximum of <see cref="Alerts"/>.</summary>
    public const int MaxAlerts = 500;

    /// <summary>Maximum of <see cref="Minutes"/>: a day.</summary>
    public const int MaxMinutes = 24 * 60;
}

/// <summary>A limit of investigations.</summary>
/// <param name="Minutes">The time in minutes, from 1 to <see cref="MaxMinutes"/>.</param>
/// <param name="Per">The alerts that share the limit.</param>
/// <param name="Max">The number of investigated incidents within the time, at least 1.</param>
public sealed record RuleCooldown(int Minutes, RulePer Per, int Max = 1)
{
    /// <summary>Maximum of <see cref="Minutes"/>: seven days.</summary>
    public const int MaxMinutes = 7 * 24 * 60;
}

/// <summary>A time in which alerts are recorded only.</summary>
public sealed record MaintenanceWindow
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The alerts; null for all.</summary>
    public RuleCondition? When { get; init; }

    /// <summary>The begin of a window that happens once; null for a recurring one.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of a window that happens once, exclusive; null for a recurring one.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The times of a recurring window.</summary>
    public IReadOnlyList<RuleTime> Weekly { get; set; } = [];
}

/// <summary>The rules of an organisation at one version.</summary>
public sealed record RuleSet
{
    /// <summary>Maximum number of rules.</summary>
    public const int MaxRules = 200;

    /// <summary>Maximum number of maintenance windows.</summary>
    public const int MaxMaintenance = 100;

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The time of the change.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The credential of the change.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>The rules in their order: they are tried from the first on.</summary>
    public IReadOnlyList<Rule> Rules { get; set; } = [];

    /// <summary>The maintenance windows.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; set; } = [];
}

/// <summary>Stores the rules of each organisation; every version is kept.</summary>
public interface IRuleStore
{
    /// <summary>The latest version; null where the organisation has no rules of its own.</summary>
    Task<RuleSet?> GetLatestAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>Stores the next version; false where the stored latest is not <c>rules.Version - 1</c>, counting none as 0.</summary>
    Task<bool> TryPutAsync(RuleSet rules, CancellationToken cancellationToken);

    /// <summary>The versions, newest first.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="max">Maximum number, up to <see cref="PageRequest.MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<RuleSet>> ListAsync(OrganisationId organisation, int max, CancellationToken cancellationToken);
}
