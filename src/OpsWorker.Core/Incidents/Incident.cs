using OpsWorker.Core.Alerts;

namespace OpsWorker.Core.Incidents;

/// <summary>Whether anything of an incident still fires.</summary>
public enum IncidentStatus
{
    /// <summary>At least one of its alerts fires.</summary>
    Open,

    /// <summary>All of its alerts are resolved.</summary>
    Resolved,
}

/// <summary>An alert as its incident remembers it.</summary>
public sealed record IncidentAlert
{
    /// <summary>The alert's id.</summary>
    public required string Id { get; init; }

    /// <summary>The rule that fired, cut to the length of a title.</summary>
    public required string Name { get; init; }

    /// <summary>Its last known status.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>Since when it fires.</summary>
    public required DateTimeOffset StartsAt { get; init; }
}

/// <summary>Alerts that belong together: one investigation, one Slack message.</summary>
public sealed record Incident
{
    /// <summary>How many alerts an incident lists by name; more are counted in <see cref="AlertCount"/> only.</summary>
    public const int MaxAlerts = 500;

    /// <summary><c>inc_…</c>, made of the id of the alert that opened it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>What its alerts have in common; there is one open incident to a key.</summary>
    public required string CorrelationKey { get; init; }

    /// <summary>One line for people: the summary or name of the worst alert, of equally bad ones the earliest.</summary>
    public required string Title { get; init; }

    /// <summary>The highest of its alerts.</summary>
    public Severity Severity { get; init; }

    /// <summary>Whether anything still fires.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>The cluster that is meant; null where nobody could say.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The rule that opened it.</summary>
    public required string RuleId { get; init; }

    /// <summary>The labels of the alert that gave it its title; they say where to look.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Its alerts in order of arrival, at most <see cref="MaxAlerts"/>.</summary>
    public required IReadOnlyList<IncidentAlert> Alerts { get; init; }

    /// <summary>How many alerts it has.</summary>
    public required int AlertCount { get; init; }

    /// <summary>The earliest start of its alerts.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it was opened here.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the last alert joined or changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its last alert was resolved; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The latest investigation; null where the rule wanted none.</summary>
    public string? InvestigationId { get; init; }

    /// <summary>Raised by one at every stored change; the condition of the next one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The id of the incident that an alert opens.</summary>
    public static string IdOf(string alertId) => Identifier.From("inc", alertId);
}
