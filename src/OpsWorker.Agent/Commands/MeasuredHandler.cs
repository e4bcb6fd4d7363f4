using OpsWorker.Agent.Health;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Agent.Commands;

/// <summary>Measures commands: count, queue lag and duration.</summary>
internal sealed class MeasuredHandler(IMessageHandler<AgentCommand> inner, AgentStatus status, TimeProvider time)
    : IMessageHandler<AgentCommand>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AgentCommand message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        status.CommandReceived(message.SentAt is { } sent ? time.GetUtcNow() - sent : null);
        var result = await inner.HandleAsync(message, delivery, cancellationToken);
        status.CommandHandled(result is HandlerResult.Done, time.GetElapsedTime(started));
        return result;
    }
}
