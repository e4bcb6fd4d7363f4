using OpsWorker.Core.Alerts;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Core.Incidents;

/// <summary>The state of an incident: open or resolved.</summary>
public enum IncidentStatus
{
    /// <summary>At least one of its alerts fires.</summary>
    Open,

    /// <summary>All of its alerts are resolved.</summary>
    Resolved,
}

/// <summary>
/// An alert as its incident lists it: one entry for each source and fingerprint, with the latest of its occurrences.
/// </summary>
/// <remarks>Properties that records of earlier versions lack have a setter, so they keep their default.</remarks>
public sealed record IncidentAlert
{
    /// <summary>The id of the latest occurrence.</summary>
    public required string Id { get; init; }

    /// <summary>The source of the alert; empty in records of earlier versions.</summary>
    public string Source { get; set; } = "";

    /// <summary>The sender's identity of the alert across occurrences; empty in records of earlier versions.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>The rule that fired, cut to the length of a title.</summary>
    public required string Name { get; init; }

    /// <summary>The object that the alert names, such as <c>shop/checkout</c> or <c>node worker-3</c>; null where it names none.</summary>
    public string? Object { get; init; }

    /// <summary>Its last known status.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The start of the latest occurrence.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The end by the sender's clock; null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The number of occurrences, counting from 1.</summary>
    public int Occurrences { get; set; } = 1;

    /// <summary>
    /// The time in minutes after which it counts as resolved unless its sender repeats it, from its last repeat; null for never.
    /// </summary>
    public int? ResolveTimeoutMinutes { get; init; }

    /// <summary>The last repeat of an alert that counts as resolved because it was not repeated; null otherwise.</summary>
    public DateTimeOffset? NotRepeatedSince { get; init; }
}

/// <summary>A link of an alert for people.</summary>
/// <param name="Title">The title: <c>Runbook</c>, <c>Dashboard</c>, <c>Source</c>, <c>Silence</c>.</param>
/// <param name="Url">An absolute address of http or https.</param>
public sealed record AlertLink(string Title, string Url);

/// <summary>The details of the alert that gives an incident its title, for people.</summary>
/// <param name="Name">The rule that fired.</param>
/// <param name="Description">The sender's longer description, cut where it is very long; null without one.</param>
/// <param name="Links">The links of the alert.</param>
public sealed record LeadingAlert(string Name, string? Description, IReadOnlyList<AlertLink> Links);

/// <summary>Another open incident whose investigation found the same cause first.</summary>
/// <param name="IncidentId">The other incident.</param>
/// <param name="Title">Its title.</param>
public sealed record SameCause(string IncidentId, string Title);

/// <summary>An earlier incident of the same problem.</summary>
/// <param name="Id">The earlier incident.</param>
/// <param name="StartsAt">The start of its first alert.</param>
/// <param name="ResolvedAt">The end of its last alert.</param>
/// <param name="Cause">The headline of its last report with a cause; null where none was found.</param>
public sealed record PreviousIncident(string Id, DateTimeOffset StartsAt, DateTimeOffset ResolvedAt, string? Cause);

/// <summary>Alerts that belong together: one investigation, one Slack message.</summary>
public sealed record Incident
{
    /// <summary>Maximum number of alerts that an incident lists; more are only counted, in <see cref="AlertCount"/>.</summary>
    public const int MaxAlerts = 500;

    /// <summary>Maximum number of <see cref="Aliases"/>.</summary>
    public const int MaxAliases = 8;

    /// <summary>Maximum number of <see cref="Tags"/>.</summary>
    public const int MaxTags = 20;

    /// <summary>Maximum number of <see cref="ReopenedAt"/> entries; the oldest are dropped.</summary>
    public const int MaxReopenings = 20;

    /// <summary>Maximum number of <see cref="Comments"/>.</summary>
    public const int MaxComments = 50;

    /// <summary>Maximum number of <see cref="Feedback"/> entries; the oldest are dropped.</summary>
    public const int MaxFeedback = 20;

    /// <summary><c>inc_…</c>, made of the id of the alert that opened it.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The correlation key of the alert that opened it. A key belongs to at most one open incident.</summary>
    public required string CorrelationKey { get; init; }

    /// <summary>
    /// Further correlation keys of its alerts, at most <see cref="MaxAliases"/>; like <see cref="CorrelationKey"/> each belongs to at
    /// most one open incident.
    /// </summary>
    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>One line for people: the summary or name of the worst alert, of equally bad ones the earliest.</summary>
    public required string Title { get; init; }

    /// <summary>The highest severity of its alerts.</summary>
    public Severity Severity { get; init; }

    /// <summary>Open or resolved.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>The affected cluster; null if it could not be determined.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The workspace of its alerts; null for none. Alerts of different workspaces never share an incident.</summary>
    public string? Workspace { get; init; }

    /// <summary>
    /// The name of the cluster: of the registered one, or as the alert's label <c>cluster</c> gives it; null where neither is known.
    /// </summary>
    public string? ClusterName { get; init; }

    /// <summary>The rule that opened it.</summary>
    public required string RuleId { get; init; }

    /// <summary>The channel for its message, as a rule states it; null for the usual one.</summary>
    public string? Route { get; init; }

    /// <summary>The mention in replies below its message, as a rule states it; null for the usual one.</summary>
    public string? Mention { get; init; }

    /// <summary>False where a rule wants no replies below its message; null for the usual ones.</summary>
    public bool? Replies { get; init; }

    /// <summary>The tags that rules give it, at most <see cref="MaxTags"/>.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The terms of its investigations, as a rule states them; null for the usual ones.</summary>
    public InvestigationTerms? Terms { get; init; }

    /// <summary>The steps of its escalation while nobody acknowledges it, as a rule states them.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; set; } = [];

    /// <summary>The times of the steps of <see cref="Escalation"/> that were taken, in their order.</summary>
    public IReadOnlyList<DateTimeOffset> EscalatedAt { get; set; } = [];

    /// <summary>The reason why it is not investigated; null where it is.</summary>
    public string? WhyNotInvestigated { get; init; }

    /// <summary>The alert that gives the title; null in records of earlier versions.</summary>
    public LeadingAlert? Lead { get; init; }

    /// <summary>Labels of the alert that gives the title; they scope the investigation.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Its alerts in order of arrival, at most <see cref="MaxAlerts"/>.</summary>
    public required IReadOnlyList<IncidentAlert> Alerts { get; init; }

    /// <summary>Number of alerts, listed or not.</summary>
    public required int AlertCount { get; init; }

    /// <summary>The earliest start of its alerts.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The time of opening.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The time at which an alert last joined or changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The end of its last alert by the sender's clock, at most the time of receipt; null while open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>
    /// The last repeat of its alerts, where it is resolved because some were not repeated and no end of them was received; null otherwise.
    /// </summary>
    public DateTimeOffset? NotRepeatedSince { get; init; }

    /// <summary>The times at which an alert fired again shortly after the resolution, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> ReopenedAt { get; set; } = [];

    /// <summary>The last earlier incident of the same problem; null where there is none.</summary>
    public PreviousIncident? Previous { get; init; }

    /// <summary>The open incident with the same cause; null where there is none.</summary>
    public SameCause? SameCause { get; init; }

    /// <summary>The latest acknowledgement; null without one.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    /// <summary>The latest silence; null without one.</summary>
    public IncidentSilence? Silenced { get; init; }

    /// <summary>People's comments, oldest first, at most <see cref="MaxComments"/>.</summary>
    public IReadOnlyList<IncidentComment> Comments { get; set; } = [];

    /// <summary>The person's word by which it is resolved; null where its alerts are.</summary>
    public IncidentClosure? Closed { get; init; }

    /// <summary>People's opinions of its reports, oldest first.</summary>
    public IReadOnlyList<IncidentFeedback> Feedback { get; set; } = [];

    /// <summary>The investigation of the latest attempt; null if the rule starts none.</summary>
    public string? InvestigationId { get; init; }

    /// <summary>The number of the latest attempt, from 1; 0 if there is none.</summary>
    public int Attempt { get; init; }

    /// <summary>The request that started the latest attempt; null in records of earlier versions.</summary>
    public AttemptRequest? Request { get; init; }

    /// <summary>The request for the next attempt; null if none is wanted.</summary>
    public AttemptRequest? NextAttempt { get; init; }

    /// <summary>The version of the record, incremented by each update and compared by the next.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Derives the id of the incident that an alert opens.</summary>
    public static string IdOf(string alertId) => Identifier.From("inc", alertId);
}
