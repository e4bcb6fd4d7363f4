using System.Net;
using k8s.Autorest;
using OpsWorker.Core.Commands;
using OpsWorker.Operator.Cluster;

namespace OpsWorker.Operator.Commands;

/// <summary>
/// Previews and executes verified orders, of the capabilities and namespaces that the cluster's owner allowed. An order is executed at most
/// once, however often it comes: the write states the version of the object that was approved, and leaves the command's id on it.
/// </summary>
/// <param name="operations">The operations.</param>
/// <param name="api">The API server.</param>
/// <param name="capabilities">The capabilities that are switched on.</param>
/// <param name="namespaces">The namespaces whose objects may be changed; empty for all.</param>
/// <param name="time">The only clock.</param>
internal sealed class CommandExecutor(
    IReadOnlyList<IOperation> operations,
    WorkloadApi api,
    IReadOnlyList<string> capabilities,
    IReadOnlyList<string> namespaces,
    TimeProvider time)
{
    private const int MaxConflicts = 5;

    /// <summary>The dry run of an order.</summary>
    /// <exception cref="CommandFailedException">The order is refused, or the API server refuses it.</exception>
    public Task<CommandPreview> PreviewAsync(OperatorCommand command, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var operation = Find(command);
        if (time.GetUtcNow() >= command.ExpiresAt) throw Expired(command);
        for (var attempt = 1; ; attempt++)
        {
            var workload = await FindAsync(command, cancellationToken);
            operation.Check(command, workload);
            try
            {
                var diff = await operation.ApplyAsync(command, workload, isDryRun: true, cancellationToken);
                var warnings = await operation.WarningsAsync(command, workload, cancellationToken);
                return new CommandPreview(workload.ResourceVersion, workload.State, diff, warnings, time.GetUtcNow());
            }
            catch (HttpOperationException e) when (IsConflict(e) && attempt < MaxConflicts)
            {
                // A controller wrote the status in between.
            }
        }
    });

    /// <summary>Executes an order.</summary>
    /// <param name="command">The order.</param>
    /// <param name="starting">Called before the change is made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The result in words.</returns>
    /// <exception cref="CommandFailedException">The order is refused, or the API server refuses it; nothing was changed.</exception>
    public Task<string> ExecuteAsync(
        OperatorCommand command, Func<Task> starting, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var operation = Find(command);
        var hasStarted = false;
        for (var attempt = 1; ; attempt++)
        {
            var workload = await FindAsync(command, cancellationToken);

            // Before everything else: what was done is done, though the time is over by now.
            if (operation.IsDone(command, workload)) return "It was executed at an earlier delivery.";
            if (time.GetUtcNow() >= command.ExpiresAt) throw Expired(command);
            if (command.ObjectState is null || workload.State != command.ObjectState)
            {
                throw new CommandFailedException(
                    $"{command.Target} was changed since the dry run that was approved (resourceVersion {command.ResourceVersion}, now "
                    + $"{workload.ResourceVersion}). Nothing was done: request the command again.");
            }

            operation.Check(command, workload);
            if (!hasStarted) await starting();
            hasStarted = true;
            try
            {
                return string.Join('\n', await operation.ApplyAsync(command, workload, isDryRun: false, cancellationToken));
            }
            catch (HttpOperationException e) when (IsConflict(e) && attempt < MaxConflicts)
            {
                // Written in between: by a controller its status, or else it is noticed at the next look.
            }
        }
    });

    private static CommandFailedException Expired(OperatorCommand command) =>
        new(FormattableString.Invariant($"The command expired at {command.ExpiresAt:u}. Nothing was done."));

    private static bool IsConflict(HttpOperationException error) => error.Response.StatusCode == HttpStatusCode.Conflict;

    private IOperation Find(OperatorCommand command)
    {
        var operation = operations.FirstOrDefault(o => o.Operation == command.Operation)
            ?? throw new CommandFailedException($"This Operator knows no {command.Operation}.");
        var capability = CommandOperations.CapabilityOf(command.Operation);
        if (!capabilities.Contains(capability)) throw new CommandFailedException($"The capability {capability} is off in this cluster.");
        if (!CommandOperations.KindsOf(command.Operation).Contains(command.Target.Kind))
        {
            throw new CommandFailedException($"{command.Operation} changes no {command.Target.Kind}.");
        }

        if (command.Target.Namespace is not { } inNamespace || (namespaces.Count > 0 && !namespaces.Contains(inNamespace)))
        {
            throw new CommandFailedException($"Nothing is changed in the namespace {command.Target.Namespace ?? "(none)"}.");
        }

        return operation;
    }

    private async Task<Workload> FindAsync(OperatorCommand command, CancellationToken cancellationToken) =>
        await api.FindAsync(command.Target, cancellationToken)
        ?? throw new CommandFailedException($"There is no {command.Target}.");

    private static async Task<T> GuardAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (HttpOperationException e) when (ApiServer.IsRefusal(e) || IsConflict(e))
        {
            throw new CommandFailedException($"The API server refuses it: {ApiServer.MessageOf(e)}");
        }
    }
}
