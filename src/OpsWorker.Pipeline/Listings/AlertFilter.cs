using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Listings;

/// <summary>The alerts that are asked for; what is null is not asked. The start is asked for by <see cref="PageRequest.Within"/>.</summary>
public sealed record AlertFilter
{
    /// <summary>Firing or resolved.</summary>
    public AlertStatus? Status { get; init; }

    /// <summary>The workspace.</summary>
    public string? Workspace { get; init; }

    /// <summary>The severity.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The source.</summary>
    public string? Source { get; init; }

    /// <summary>The cluster's name.</summary>
    public string? Cluster { get; init; }

    /// <summary>The namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>The workload's or the pod's name.</summary>
    public string? Workload { get; init; }

    /// <summary>A text in the name, the summary, the description or a label, in upper or lower case.</summary>
    public string? Text { get; init; }

    /// <summary>True if the alert is asked for.</summary>
    public bool Matches(Alert alert) => (Status is null || alert.Status == Status)
        && (Workspace is null || alert.Workspace == Workspace)
        && (Severity is null || alert.Severity == Severity)
        && (Source is null || alert.Source == Source)
        && (Cluster is null || alert.Labels.GetValueOrDefault("cluster") == Cluster)
        && (Namespace is null || (alert.Resource?.Namespace ?? alert.Labels.GetValueOrDefault("namespace")) == Namespace)
        && (Workload is null || alert.Resource?.Workload == Workload || alert.Resource?.Pod == Workload)
        && (Text is null || Texts(alert).Any(text => text?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true));

    private static IEnumerable<string?> Texts(Alert alert) => [alert.Name, alert.Summary, alert.Description, .. alert.Labels.Values];
}
