using OpsWorker.Core.Commands;
using OpsWorker.Operator.Cluster;

namespace OpsWorker.Operator.Commands;

/// <summary>One operation on workloads.</summary>
internal interface IOperation
{
    /// <summary>The operation.</summary>
    CommandOperation Operation { get; }

    /// <summary>True if the object shows that this command changed it.</summary>
    bool IsDone(OperatorCommand command, Workload workload);

    /// <exception cref="CommandFailedException">The object cannot be changed in this way as it stands.</exception>
    void Check(OperatorCommand command, Workload workload);

    /// <summary>The warnings for approvers.</summary>
    Task<IReadOnlyList<string>> WarningsAsync(OperatorCommand command, Workload workload, CancellationToken cancellationToken);

    /// <summary>Makes the change, or a dry run of it, if the object still has the version that <paramref name="workload"/> has.</summary>
    /// <returns>The changed fields.</returns>
    Task<IReadOnlyList<string>> ApplyAsync(
        OperatorCommand command, Workload workload, bool isDryRun, CancellationToken cancellationToken);
}
