using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>An alert as its source states it; <see cref="AlertForm"/> adds what all sources share.</summary>
public sealed record AlertDraft
{
    /// <summary>The rule's name; null or empty if the source states none.</summary>
    public string? Name { get; init; }

    /// <summary>Firing or resolved.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The severity; where it is unknown the labels are asked.</summary>
    public Severity Severity { get; init; }

    /// <summary>A line for people.</summary>
    public string? Summary { get; init; }

    /// <summary>The longer text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Labels under the source's own names.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Everything else that the source states.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The start, stated alike while the alert fires and when it is resolved; null if the source does not state it.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>The time of the event, for sources that do not state the start.</summary>
    public DateTimeOffset? EventAt { get; init; }

    /// <summary>The end of a resolved alert; null if the source does not state it.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The identity across occurrences; null if name and labels are it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The identity of the occurrence, stated alike while it fires and when it is resolved; null if the start is it.</summary>
    public string? Occurrence { get; init; }

    /// <summary>A link to the alert at the source.</summary>
    public string? GeneratorUrl { get; init; }

    /// <summary>A link to the runbook.</summary>
    public string? RunbookUrl { get; init; }

    /// <summary>A link to the dashboard.</summary>
    public string? DashboardUrl { get; init; }

    /// <summary>A link to the panel or graph.</summary>
    public string? PanelUrl { get; init; }

    /// <summary>A link to the form for a silence.</summary>
    public string? SilenceUrl { get; init; }

    /// <summary>The JSON of the alert.</summary>
    public string? Original { get; init; }
}
