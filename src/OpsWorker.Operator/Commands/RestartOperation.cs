using System.Globalization;
using System.Text.Json.Nodes;
using OpsWorker.Core.Commands;
using OpsWorker.Operator.Cluster;

namespace OpsWorker.Operator.Commands;

/// <summary>Restarts a workload as <c>kubectl rollout restart</c> does: by an annotation of its pod template.</summary>
internal sealed class RestartOperation(WorkloadApi api, TimeProvider time) : IOperation
{
    private const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    /// <inheritdoc/>
    public CommandOperation Operation => CommandOperation.Restart;

    /// <inheritdoc/>
    public bool IsDone(OperatorCommand command, Workload workload) => workload.Remembers(command.Id);

    /// <inheritdoc/>
    public void Check(OperatorCommand command, Workload workload)
    {
        if (workload.IsPaused)
        {
            throw new CommandFailedException(
                $"The rollout of {command.Target} is paused, so it would not restart: kubectl -n {command.Target.Namespace} rollout resume "
                + $"{command.Target.Kind.ToLowerInvariant()}/{command.Target.Name}");
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> WarningsAsync(OperatorCommand command, Workload workload, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(workload.Replicas == 1 ? ["It has one replica: requests may fail while it restarts."] : []);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ApplyAsync(
        OperatorCommand command, Workload workload, bool isDryRun, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = workload.ResourceVersion,
                ["annotations"] = new JsonObject { [Workload.CommandsAnnotation] = workload.WithCommand(command.Id) },
            },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RestartedAt] = now } },
                },
            },
        };
        var changed = await api.PatchAsync(command.Target, patch, isDryRun, cancellationToken);
        return FieldDiff.Between(workload.Json, changed.Json);
    }
}
