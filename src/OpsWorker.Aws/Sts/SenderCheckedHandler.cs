using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sts;

/// <summary>Rejects messages whose sender is not the agent, or the Operator, of the cluster that they claim.</summary>
/// <param name="inner">The handler of all other messages.</param>
public sealed class SenderCheckedHandler(IMessageHandler<AgentMessage> inner) : IMessageHandler<AgentMessage>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(
        AgentMessage message, ReceivedMessage delivery, CancellationToken cancellationToken) =>
        SenderIdentity.Is(delivery.SenderId, message.Sender ?? "")
            ? await inner.HandleAsync(message, delivery, cancellationToken)
            : new HandlerResult.Reject(
                $"The message claims cluster {message.ClusterId} and was sent by {delivery.SenderId ?? "nobody"}.");
}
