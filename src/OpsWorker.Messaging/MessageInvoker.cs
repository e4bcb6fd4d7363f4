using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Messaging;

/// <summary>
/// Gives received messages to a handler, the same under every host, and decides what becomes of a message that cannot be
/// read or whose handler fails.
/// </summary>
/// <param name="handler">Who handles them.</param>
/// <param name="type">How a body is read.</param>
/// <param name="maxReceives">
/// At which delivery a failing handler's message is given up. A handler that asks for a retry may do so for as long as
/// the queue delivers.
/// </param>
/// <param name="logger">Where failures are told.</param>
public sealed partial class MessageInvoker<T>(
    IMessageHandler<T> handler, JsonTypeInfo<T> type, int maxReceives, ILogger logger)
{
    /// <summary>What the handler said, or what follows from its failure. Nothing was done with the message yet.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<HandlerResult> InvokeAsync(ReceivedMessage message, CancellationToken cancellationToken)
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
