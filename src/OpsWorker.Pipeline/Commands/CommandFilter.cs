using OpsWorker.Core.Commands;

namespace OpsWorker.Pipeline.Commands;

/// <summary>The commands that are asked for; what is null is not asked.</summary>
public sealed record CommandFilter
{
    /// <summary>The cluster's name or id.</summary>
    public string? Cluster { get; init; }

    /// <summary>The operation.</summary>
    public CommandOperation? Operation { get; init; }

    /// <summary>The state.</summary>
    public CommandState? State { get; init; }

    /// <summary>The requester's subject or name.</summary>
    public string? By { get; init; }

    /// <summary>True if the command is asked for.</summary>
    public bool Matches(ClusterCommand command) =>
        (Cluster is null || command.ClusterName == Cluster || command.ClusterId == Cluster)
        && (Operation is null || command.Operation == Operation)
        && (State is null || command.State == State)
        && (By is null || command.Requested.Subject == By || command.Requested.By.Name == By);
}
