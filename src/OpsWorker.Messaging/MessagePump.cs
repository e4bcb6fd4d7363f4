using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Messaging;

/// <summary>
/// Takes messages from a queue and gives them to a handler, several at a time. Asked to stop it takes no more, and lets
/// handlers finish for <see cref="MessagePumpOptions.DrainTime"/>.
/// </summary>
/// <param name="queue">Where they come from.</param>
/// <param name="queues">The queues.</param>
/// <param name="handler">Who handles them.</param>
/// <param name="type">How a body is read.</param>
/// <param name="options">Limits.</param>
/// <param name="logger">Where failures are told.</param>
public sealed partial class MessagePump<T>(
    QueueName queue,
    IMessageQueue queues,
    IMessageHandler<T> handler,
    JsonTypeInfo<T> type,
    MessagePumpOptions options,
    ILogger<MessagePump<T>> logger) : BackgroundService
{
    private readonly MessageInvoker<T> _invoker = new(handler, type, options.MaxReceives, logger);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var handling = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Time);
        await using var stopping = stoppingToken.Register(() => EndAfterDrain(handling));
        var workers = Enumerable.Range(0, options.Concurrency).Select(_ => WorkAsync(stoppingToken, handling.Token));
        await Task.WhenAll(workers);
    }

    private void EndAfterDrain(CancellationTokenSource handling)
    {
        if (options.DrainTime > TimeSpan.Zero) handling.CancelAfter(options.DrainTime);
        else handling.Cancel();
    }

    private async Task WorkAsync(CancellationToken stoppingToken, CancellationToken handlingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var messages = await queues.ReceiveAsync(queue, 1, options.Visibility, options.Wait, stoppingToken);
                foreach (var message in messages)
                {
                    await HandleAsync(message, handlingToken);
                }

                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failures++;
                ReceiveFailed(e, queue);
                await PauseAsync(Backoff.Default.Pause(failures), stoppingToken);
            }
        }
    }

    private async Task HandleAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        switch (await _invoker.InvokeAsync(message, cancellationToken))
        {
            case HandlerResult.Done:
                await queues.CompleteAsync(message, cancellationToken);
                break;
            case HandlerResult.RetryAfter retry:
                await queues.RetryAfterAsync(message, Within(retry.Delay), cancellationToken);
                break;
            case HandlerResult.Reject reject:
                MessageRejected(queue, message.Id, reject.Reason);
                await queues.DeadLetterAsync(message, reject.Reason, cancellationToken);
                break;
        }
    }

    // A delay that a service asked for may be more than a queue takes; the service will ask again.
    private static TimeSpan Within(TimeSpan delay) =>
        TimeSpan.FromTicks(Math.Clamp(delay.Ticks, 0, MessageLimits.MaxVisibility.Ticks));

    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(pause, options.Time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Queue {Queue} could not be read")]
    private partial void ReceiveFailed(Exception exception, QueueName queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of {Queue} was given up: {Reason}")]
    private partial void MessageRejected(QueueName queue, string messageId, string reason);
}

/// <summary>Limits of a <see cref="MessagePump{T}"/>.</summary>
public sealed record MessagePumpOptions
{
    /// <summary>At which delivery a failing handler's message is given up, unless something else is said.</summary>
    public const int DefaultMaxReceives = 10;

    /// <summary>The only clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How many messages are handled at the same time.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long a message stays invisible while it is handled; longer than any handler takes.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one call waits for a message.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long handlers may go on after the host was asked to stop; by default they are ended at once.</summary>
    public TimeSpan DrainTime { get; init; }

    /// <summary>
    /// At which delivery a failing handler's message is given up. A handler that asks for a retry may do so for ever.
    /// </summary>
    public int MaxReceives { get; init; } = DefaultMaxReceives;
}
