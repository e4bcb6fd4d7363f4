using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Messaging;

/// <summary>
/// Receives messages of a queue and has them handled, several at a time. When it is stopped it receives no more, and lets handlers finish
/// for <see cref="MessagePumpOptions.DrainTime"/>.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="queues">The queues.</param>
/// <param name="invoker">The handler behind the queue.</param>
/// <param name="options">The limits.</param>
/// <param name="logger">The log of failures.</param>
public sealed partial class MessagePump(
    QueueName queue, IMessageQueue queues, MessageInvoker invoker, MessagePumpOptions options, ILogger<MessagePump> logger)
    : BackgroundService
{
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
        switch (await invoker.InvokeAsync(message, cancellationToken))
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

    // A service may ask for a longer delay than a queue allows; it will ask again.
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of {Queue} was moved to the dead letters: {Reason}")]
    private partial void MessageRejected(QueueName queue, string messageId, string reason);
}

/// <summary>Limits of a <see cref="MessagePump"/>.</summary>
public sealed record MessagePumpOptions
{
    /// <summary>The only clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Messages handled in parallel.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>The visibility timeout; longer than any handler takes.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The long-poll wait of one receive call.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for handlers to finish after shutdown was requested; by default they are cancelled at once.</summary>
    public TimeSpan DrainTime { get; init; }
}
