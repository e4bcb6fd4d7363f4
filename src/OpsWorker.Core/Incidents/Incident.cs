using OpsWorker.Core.Alerts;

namespace OpsWorker.Core.Incidents;

/// <summary>The state of an incident: open or resolved.</summary>
public enum IncidentStatus
{
    /// <summary>At least one of its alerts fires.</summary>
    Open,

    /// <summary>All of its alerts are resolved.</summary>
    Resolved,
}

/// <summary>An alert as its incident lists it.</summary>
public sealed record IncidentAlert
{
    /// <summary>The alert's id.</summary>
    public required string Id { get; init; }

    /// <summary>The rule that fired, cut to the length of a title.</summary>
    public required string Name { get; init; }

    /// <summary>Its last known status.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The start of the alert.</summary>
    public required DateTimeOffset StartsAt { get; init; }
}

/// <summary>Alerts that belong together: one investigation, one Slack message.</summary>
public sealed record Incident
{
    /// <summary>Maximum number of alerts that an incident lists; more are only counted, in <see cref="AlertCount"/>.</summary>
    public const int MaxAlerts = 500;

    /// <summary><c>inc_…</c>, made of the id of the alert that opened it.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The correlation key of its alerts; at most one incident with a key is open.</summary>
    public required string CorrelationKey { get; init; }

    /// <summary>One line for people: the summary or name of the worst alert, of equally bad ones the earliest.</summary>
    public required string Title { get; init; }

    /// <summary>The highest severity of its alerts.</summary>
    public Severity Severity { get; init; }

    /// <summary>Open or resolved.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>The affected cluster; null if it could not be determined.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The rule that opened it.</summary>
    public required string RuleId { get; init; }

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

    /// <summary>The time at which the last alert was resolved; null while open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The latest investigation; null if the rule starts none.</summary>
    public string? InvestigationId { get; init; }

    /// <summary>The version of the record, incremented by each update and compared by the next.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Derives the id of the incident that an alert opens.</summary>
    public static string IdOf(string alertId) => Identifier.From("inc", alertId);
}
