using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>
/// Takes what agents send, provided that the sender is the agent of the cluster that the message claims. Where the
/// queue's service does not say who sent it, it was sent within the server's own process.
/// </summary>
public sealed class AgentMessageHandler(AgentResultHandler results, AgentHeartbeatHandler heartbeats) : IMessageHandler<AgentMessage>
{
    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(AgentMessage message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        if (delivery.SenderId is { } sender && !IsAgentOf(sender, message.ClusterId))
        {
            return Reject($"The message claims cluster {message.ClusterId} and was sent by {sender}.");
        }

        return message switch
        {
            { Result: { } result, Heartbeat: null } => results.HandleAsync(result, delivery, cancellationToken),
            { Result: null, Heartbeat: { } heartbeat } => heartbeats.HandleAsync(heartbeat, delivery, cancellationToken),
            _ => Reject("The message has not exactly one of a result and a heartbeat."),
        };
    }

    // SQS says of who assumed a role "ROLE-ID:SESSION-NAME", and the session's name is the cluster's id.
    private static bool IsAgentOf(string sender, string? clusterId) =>
        clusterId is not null && (sender == clusterId || sender.EndsWith(":" + clusterId, StringComparison.Ordinal));

    private static Task<HandlerResult> Reject(string reason) => Task.FromResult<HandlerResult>(new HandlerResult.Reject(reason));
}
