using System.Globalization;
using System.Text.Json.Nodes;
using OpsWorker.Core.Commands;
using OpsWorker.Operator.Cluster;

namespace OpsWorker.Operator.Commands;

/// <summary>
/// Sets the replicas of a workload by its scale subresource, which takes no annotations: the change is made in the name of a field manager
/// of its own, by which it is known later.
/// </summary>
internal sealed class ScaleOperation(WorkloadApi api) : IOperation
{
    /// <inheritdoc/>
    public CommandOperation Operation => CommandOperation.Scale;

    /// <summary>The field manager of a command's change.</summary>
    public static string ManagerOf(string commandId) => $"{WorkloadApi.FieldManager}-{commandId}";

    /// <inheritdoc/>
    public bool IsDone(OperatorCommand command, Workload workload) =>
        workload.IsManagedBy(ManagerOf(command.Id), WorkloadApi.ScaleSubresource);

    /// <inheritdoc/>
    public void Check(OperatorCommand command, Workload workload)
    {
        if (command.Replicas is not (>= 0 and <= ClusterCommand.MaxReplicas))
        {
            throw new CommandFailedException($"The command names no number of replicas from 0 to {ClusterCommand.MaxReplicas}.");
        }

        if (workload.Replicas == command.Replicas) throw new CommandFailedException($"{command.Target} has {command.Replicas} replicas.");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> WarningsAsync(
        OperatorCommand command, Workload workload, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        foreach (var autoscaler in await api.AutoscalersAsync(command.Target, cancellationToken))
        {
            warnings.Add($"The HorizontalPodAutoscaler {autoscaler} sets the replicas too, and will change them again.");
        }

        if (workload.GitOpsMark is { } mark) warnings.Add($"It is deployed from Git ({mark}), which may set the replicas back.");
        if (command.Replicas == 0) warnings.Add("Without replicas nothing serves requests.");
        return warnings;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ApplyAsync(
        OperatorCommand command, Workload workload, bool isDryRun, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = workload.ResourceVersion },
            ["spec"] = new JsonObject { ["replicas"] = command.Replicas },
        };
        var replicas = await api.ScaleAsync(command.Target, patch, ManagerOf(command.Id), isDryRun, cancellationToken);
        return [string.Create(CultureInfo.InvariantCulture, $"spec.replicas: {workload.Replicas} -> {replicas}")];
    }
}
