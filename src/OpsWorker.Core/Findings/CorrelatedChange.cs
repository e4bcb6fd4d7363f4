using OpsWorker.Core.CodeHosts;

namespace OpsWorker.Core.Findings;

/// <summary>A change in a repository that a roll-out brought to a workload shortly before the alert.</summary>
public sealed record CorrelatedChange
{
    /// <summary>The workload.</summary>
    public required ObjectReference Object { get; init; }

    /// <summary>The time of the roll-out.</summary>
    public required DateTimeOffset RolledOutAt { get; init; }

    /// <summary>The repository: <c>acme/checkout</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The change.</summary>
    public required SourceChange Change { get; init; }

    /// <summary>The reason to believe that the roll-out brought it.</summary>
    public required ChangeBasis Basis { get; init; }

    /// <summary>True where the roll-out returned to an earlier version and so took the change back.</summary>
    public bool IsReturn { get; init; }

    /// <summary>The roll-out and the change in one sentence.</summary>
    public required string Summary { get; init; }
}
