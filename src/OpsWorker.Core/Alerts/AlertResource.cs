namespace OpsWorker.Core.Alerts;

/// <summary>The place in Kubernetes that an alert names, as far as it names one.</summary>
public sealed record AlertResource
{
    /// <summary>The cluster's name; null if the alert names none.</summary>
    public string? Cluster { get; init; }

    /// <summary>The namespace; null if the alert names none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The workload's kind as kubectl writes it, such as <c>Deployment</c>; null if the alert names no workload.</summary>
    public string? WorkloadKind { get; init; }

    /// <summary>The workload's name; null if the alert names no workload.</summary>
    public string? Workload { get; init; }

    /// <summary>The pod; null if the alert names none.</summary>
    public string? Pod { get; init; }

    /// <summary>The container; null if the alert names none.</summary>
    public string? Container { get; init; }

    /// <summary>The node; null if the alert names none.</summary>
    public string? Node { get; init; }
}
