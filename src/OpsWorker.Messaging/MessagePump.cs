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
    private int MaxCalls => (options.Concurrency + MessageLimits.MaxBatch - 1) / MessageLimits.MaxBatch;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var handling = new CancellationTokenSource(Timeout.InfiniteTimeSpan, options.Time);
        await using var stopping = stoppingToken.Register(() => EndAfterDrain(handling));
        using var slots = new SemaphoreSlim(options.Concurrency);
        await ReceiveAllAsync(slots, stoppingToken, handling.Token);

        // All slots are free when every handler has ended.
        for (var slot = 0; slot < options.Concurrency; slot++) await slots.WaitAsync(CancellationToken.None);
    }

    private void EndAfterDrain(CancellationTokenSource handling)
    {
        if (options.DrainTime > TimeSpan.Zero) handling.CancelAfter(options.DrainTime);
        else handling.Cancel();
    }

    // A call takes as many messages as there are free slots, up to the limit of a call. While calls come back full there is a backlog, and
    // more of them are made at once, so that a queue that writes down what it delivers does so for all of them together.
    private async Task ReceiveAllAsync(SemaphoreSlim slots, CancellationToken stoppingToken, CancellationToken handlingToken)
    {
        var (calls, failures) = (1, 0);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var free = await FreeAsync(slots, calls * MessageLimits.MaxBatch, stoppingToken);
                var received = await Task.WhenAll(
                    Batches(free).Select((batch, call) => ReceiveAsync(batch, isFirst: call == 0, slots, stoppingToken, handlingToken)));
                var isBacklog = received.Sum() == free;
                calls = isBacklog ? Math.Min(calls * 2, MaxCalls) : 1;
                failures = 0;
                if (!isBacklog && received.Sum() > 0) await PauseAsync(options.Gather, stoppingToken);
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

    private async Task<int> FreeAsync(SemaphoreSlim slots, int max, CancellationToken stoppingToken)
    {
        max = Math.Min(max, options.Concurrency);
        await slots.WaitAsync(stoppingToken);
        var free = 1;
        while (free < max && slots.Wait(TimeSpan.Zero, CancellationToken.None)) free++;
        return free;
    }

    private static IEnumerable<int> Batches(int free)
    {
        for (; free > 0; free -= MessageLimits.MaxBatch) yield return Math.Min(free, MessageLimits.MaxBatch);
    }

    private async Task<int> ReceiveAsync(
        int max, bool isFirst, SemaphoreSlim slots, CancellationToken stoppingToken, CancellationToken handlingToken)
    {
        var free = max;
        try
        {
            var wait = isFirst ? options.Wait : TimeSpan.Zero;
            var messages = await queues.ReceiveAsync(queue, max, options.Visibility, wait, stoppingToken);
            foreach (var message in messages)
            {
                free--;

                // Off the receiver, which would else run the synchronous part of each handler in turn.
                _ = Task.Factory.StartNew(
                    () => HandleInSlotAsync(message, slots, handlingToken),
                    CancellationToken.None,
                    TaskCreationOptions.DenyChildAttach,
                    options.Scheduler);
            }

            return messages.Count;
        }
        finally
        {
            if (free > 0) slots.Release(free);
        }
    }

    private async Task HandleInSlotAsync(ReceivedMessage message, SemaphoreSlim slots, CancellationToken handlingToken)
    {
        try
        {
            await HandleAsync(message, handlingToken);
        }
        catch (OperationCanceledException) when (handlingToken.IsCancellationRequested)
        {
            // The message is delivered again when its visibility timeout is over.
        }
        catch (Exception e)
        {
            ResultFailed(e, queue, message.Id);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task HandleAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        switch (await invoker.InvokeAsync(message, cancellationToken))
        {
            case HandlerResult.Done { IsCompleted: false }:
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
        if (pause == TimeSpan.Zero) return;
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

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The result of message {MessageId} of {Queue} could not be written to the queue; it is delivered again")]
    private partial void ResultFailed(Exception exception, QueueName queue, string messageId);

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

    /// <summary>The scheduler of the handlers; one that runs few at a time leaves processors to what is not handling messages.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>The visibility timeout; longer than any handler takes.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The long-poll wait of one receive call.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The pause after a receive that took what there was. What comes meanwhile is handled together, which costs far less than one by
    /// one; the first message after a quiet time does not wait.
    /// </summary>
    public TimeSpan Gather { get; init; }

    /// <summary>Time for handlers to finish after shutdown was requested; by default they are cancelled at once.</summary>
    public TimeSpan DrainTime { get; init; }
}
