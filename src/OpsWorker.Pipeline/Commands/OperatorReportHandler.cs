using Microsoft.Extensions.Logging;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Commands;

/// <summary>Records what a cluster's Operator reports: its state, dry runs and results. The organisation is that of the cluster.</summary>
public sealed partial class OperatorReportHandler(
    IClusterStore clusters,
    ICommandStore commands,
    OperatorOrders orders,
    CommandEnds ends,
    TimeProvider time,
    ILogger<OperatorReportHandler> logger)
    : IMessageHandler<OperatorReport>
{
    private const int MaxNames = 200;
    private const int MaxNameLength = 253;

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(OperatorReport message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        if (!IsBounded(message)) return new HandlerResult.Reject($"The report of the Operator of {message.ClusterId} is not valid.");
        var now = time.GetUtcNow();
        if (message.Status is { } status)
        {
            await clusters.UpdateAsync(message.ClusterId, c => c with { Operator = status, OperatorSeenAt = now }, cancellationToken);
            return HandlerResult.Handled;
        }

        var cluster = await clusters.FindAsync(message.ClusterId, cancellationToken);
        if (cluster is null) return new HandlerResult.Reject($"There is no cluster {message.ClusterId}.");
        var found = await commands.GetAsync(cluster.Organisation, message.CommandId!, cancellationToken);
        if (found is null || found.ClusterId != cluster.Id)
        {
            return new HandlerResult.Reject($"Cluster {cluster.Id} was sent no command {message.CommandId}.");
        }

        var (command, isChanged) = await commands.UpdateAsync(
            cluster.Organisation, found.Id, c => CommandChanges.Reported(c, message, now), cancellationToken);
        if (!isChanged) return HandlerResult.Handled;
        Reported(found.Id, message.Outcome!.Value, command!.State);
        if (!command.IsOpen) await ends.RecordAsync(command);
        else if (command.State == CommandState.Approved) await orders.SendAsync(command, cancellationToken);
        return HandlerResult.Handled;
    }

    private static bool IsBounded(OperatorReport message) => message switch
    {
        { Status: { } status, CommandId: null, Outcome: null } => IsName(status.Version) && IsName(status.KeyId)
            && AreNames(status.Capabilities) && AreNames(status.Namespaces),
        { Status: null, CommandId: { } id, Outcome: { } outcome } =>
            IsName(id) && (outcome != OperatorOutcome.Previewed || IsWhole(message.Preview)),
        _ => false,
    };

    // A message may say null where nothing should be.
    private static bool IsWhole(CommandPreview? preview) =>
        preview is { ResourceVersion: not null, ObjectState: not null, Diff: not null, Warnings: not null }
        && preview.Diff.All(line => line is not null) && preview.Warnings.All(line => line is not null);

    private static bool AreNames(IReadOnlyList<string>? names) => names is { Count: <= MaxNames } && names.All(IsName);

    private static bool IsName(string? name) => name is { Length: > 0 and <= MaxNameLength };

    [LoggerMessage(Level = LogLevel.Information, Message = "{CommandId}: {Outcome}, now {State}")]
    private partial void Reported(string commandId, OperatorOutcome outcome, CommandState state);
}

/// <summary>Records the ends of commands in the audit log.</summary>
public sealed class CommandEnds(AuditLog audit)
{
    /// <summary>Records the end once, however often it is called.</summary>
    public Task RecordAsync(ClusterCommand command)
    {
        var by = new Principal(command.Organisation, OperatorReport.SenderOf(command.ClusterId), AccessRole.Viewer);
        var detail = $"{CommandText.Of(command)}: {command.State}. {command.Output}";
        return audit.RecordOnceAsync(by, AuditActions.CommandEnd, command.Id, detail, command.EndedAt!.Value);
    }
}
