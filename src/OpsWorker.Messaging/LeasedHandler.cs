using Microsoft.Extensions.Logging;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Messaging;

/// <summary>
/// Extends a message's visibility timeout while its handler runs, so that the timeout can be short and the message of a
/// process that died is delivered again soon.
/// </summary>
/// <param name="inner">The handler.</param>
/// <param name="queues">The queues.</param>
/// <param name="visibility">The visibility timeout; it is extended after each third of it.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">The log of failed extensions.</param>
public sealed partial class LeasedHandler<T>(
    IMessageHandler<T> inner, IMessageQueue queues, TimeSpan visibility, TimeProvider time, ILogger<LeasedHandler<T>> logger)
    : IMessageHandler<T>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(T message, ReceivedMessage delivery, CancellationToken cancellationToken)
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
            // The message is handled, or the process stops.
        }
        catch (Exception e)
        {
            LeaseFailed(e.Message, delivery.Id);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The visibility timeout of message {MessageId} could not be extended; it may be delivered again: {Reason}")]
    private partial void LeaseFailed(string reason, string messageId);
}
