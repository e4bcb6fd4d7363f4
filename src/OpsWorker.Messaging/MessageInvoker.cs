using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Messaging;

/// <summary>A message handler with its message type erased, so that hosts run all stages alike.</summary>
public abstract class MessageInvoker
{
    /// <summary>The delivery at which a failing handler's message is rejected, unless a host says otherwise.</summary>
    public const int DefaultMaxReceives = 10;

    /// <summary>The handler's result, or the consequence of its failure. The message at the queue is left as it is.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public abstract Task<HandlerResult> InvokeAsync(ReceivedMessage message, CancellationToken cancellationToken);
}

/// <summary>
/// Reads received messages, invokes their handler, and decides about a message that cannot be read or whose handler fails.
/// </summary>
/// <param name="handler">The handler.</param>
/// <param name="type">The JSON form of the message.</param>
/// <param name="maxReceives">
/// The delivery at which a failing handler's message is rejected. A handler that asks for a retry may do so for as long as the queue
/// delivers.
/// </param>
/// <param name="logger">The log of failures.</param>
public sealed partial class MessageInvoker<T>(
    IMessageHandler<T> handler, JsonTypeInfo<T> type, int maxReceives, ILogger logger) : MessageInvoker
{
    /// <inheritdoc/>
    public override async Task<HandlerResult> InvokeAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return Read(message, out var content) is { } refusal
                ? refusal
                : await handler.HandleAsync(content!, message, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            HandlerFailed(e, message.Queue, message.Id, message.ReceiveCount);
            return message.ReceiveCount >= maxReceives
                ? new HandlerResult.Reject($"Failed {message.ReceiveCount} times, last with {e.GetType().Name}: {e.Message}")
                : new HandlerResult.RetryAfter(Backoff.Default.Pause(message.ReceiveCount));
        }
    }

    private HandlerResult.Reject? Read(ReceivedMessage message, out T? content)
    {
        content = default;
        try
        {
            content = JsonSerializer.Deserialize(message.Body, type);
            return content is null ? new HandlerResult.Reject("The body is JSON null.") : null;
        }
        catch (JsonException e)
        {
            return new HandlerResult.Reject($"The body is not a {typeof(T).Name}: {e.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Handler of {Queue} failed on message {MessageId}, delivery {ReceiveCount}")]
    private partial void HandlerFailed(Exception exception, QueueName queue, string messageId, int receiveCount);
}
