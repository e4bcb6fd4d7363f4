using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>
/// Takes what agents and Operators send, provided that the sender is that of the cluster that the message claims. Where the
/// queue's service does not say who sent it, it was sent within the server's own process.
/// </summary>
public sealed class AgentMessageHandler(
    AgentResultHandler results, AgentHeartbeatHandler heartbeats, OperatorReportHandler operators) : IMessageHandler<AgentMessage>
{
    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(AgentMessage message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        if (delivery.SenderId is { } sender && !IsSentBy(sender, message.Sender))
        {
            return Reject($"The message claims cluster {message.ClusterId} and was sent by {sender}.");
        }

        return message switch
        {
            { Result: { } result, Heartbeat: null, Operator: null } => results.HandleAsync(result, delivery, cancellationToken),
            { Result: null, Heartbeat: { } heartbeat, Operator: null } => heartbeats.HandleAsync(heartbeat, delivery, cancellationToken),
            { Result: null, Heartbeat: null, Operator: { } report } => operators.HandleAsync(report, delivery, cancellationToken),
            _ => Reject("The message has not exactly one of a result, a heartbeat and an Operator's report."),
        };
    }

    // SQS says of who assumed a role "ROLE-ID:SESSION-NAME", and the session's name is the cluster's id, or its Operator's name.
    private static bool IsSentBy(string sender, string? name) =>
        name is not null && (sender == name || sender.EndsWith(":" + name, StringComparison.Ordinal));

    private static Task<HandlerResult> Reject(string reason) => Task.FromResult<HandlerResult>(new HandlerResult.Reject(reason));
}
