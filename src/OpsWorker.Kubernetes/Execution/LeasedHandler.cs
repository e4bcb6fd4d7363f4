using Microsoft.Extensions.Logging;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Kubernetes.Execution;

/// <summary>
/// Keeps a command invisible to others while it is answered, however long that takes; so the time after which the command
/// of an agent that died is delivered again can be short.
/// </summary>
/// <param name="inner">Answers the command.</param>
/// <param name="queues">Where the command came from.</param>
/// <param name="visibility">For how long it is kept each time; it is kept again after a third of that.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">Where failures are told.</param>
public sealed partial class LeasedHandler(
    IMessageHandler<AgentCommand> inner, IMessageQueue queues, TimeSpan visibility, TimeProvider time, ILogger<LeasedHandler> logger)
    : IMessageHandler<AgentCommand>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AgentCommand message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepAsync(delivery, answered.Token);
        try
        {
            return await inner.HandleAsync(message, delivery, cancellationToken);
        }
        finally
        {
            await answered.CancelAsync();
            await keeping;
        }
    }

    private async Task KeepAsync(ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(visibility / 3, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await queues.RetryAfterAsync(delivery, visibility, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The command is answered, or the agent stops.
        }
        catch (Exception e)
        {
            LeaseFailed(e.Message, delivery.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} could not be kept and may be delivered again: {Reason}")]
    private partial void LeaseFailed(string reason, string messageId);
}
