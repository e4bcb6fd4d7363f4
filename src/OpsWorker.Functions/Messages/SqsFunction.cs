using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions.Messages;

/// <summary>
/// Handles an event of messages: those of a group of a FIFO queue one by one, groups and other messages at the same time, so that alerts
/// of one object are one change of their incident. Each message counts as failed until it is done. After a failure the later messages of
/// the same group are not touched and count as failed, so that order is kept; other groups go on, for else a message that always fails
/// would use up the deliveries of its neighbours. A message that says the same as one of its group that was done a moment before is done
/// with it: handlers may be called with a message again, and those of incidents' changes look up how things stand. Near the deadline no
/// message is begun any more: were the process killed, messages that are done would be delivered again too.
/// </summary>
/// <param name="sources">The queues that feed the function.</param>
/// <param name="queues">Where messages are put off and given up.</param>
/// <param name="urls">Where the queues are.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">Where failures are logged.</param>
internal sealed partial class SqsFunction(
    IReadOnlyList<SqsSource> sources, IMessageQueue queues, SqsQueueUrls urls, TimeProvider time, ILogger logger) : IFunction
{
    /// <summary>No message is begun in so long a time before the deadline.</summary>
    public static readonly TimeSpan BeginMargin = TimeSpan.FromSeconds(2);

    /// <summary>A message that takes longer than until then is cut off, so that what is left can be put back.</summary>
    public static readonly TimeSpan HandleMargin = TimeSpan.FromSeconds(1);

    /// <summary>Handles the event and reports which of its messages are to be delivered again.</summary>
    /// <exception cref="LambdaEventException">The event is not one of a queue that feeds this function.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var records = Read(invocation.Payload.Span);
        var failed = await HandleAsync(records, invocation.Deadline, cancellationToken);
        var response = new SqsBatchResponse([.. failed.Select(id => new SqsBatchItemFailure(id))]);
        return JsonSerializer.SerializeToUtf8Bytes(response, SqsEventJson.Default.SqsBatchResponse);
    }

    private async Task<IReadOnlyList<string>> HandleAsync(
        IReadOnlyList<SqsRecord> records, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        using var limit = Limit(deadline - HandleMargin);
        using var handling = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var begin = deadline - BeginMargin;
        var groups = records.Select(record => (Source: SourceOf(record), Record: record))
            .Select(received => (received.Source, Message: received.Source.Message(received.Record)))
            .GroupBy(received => received.Message.GroupId ?? received.Message.Id)
            .Select(group => HandleGroupAsync([.. group], begin, handling.Token, cancellationToken));
        return [.. (await Task.WhenAll(groups)).SelectMany(failed => failed)];
    }

    private async Task<IReadOnlyList<string>> HandleGroupAsync(
        IReadOnlyList<(SqsSource Source, ReceivedMessage Message)> group,
        DateTimeOffset begin,
        CancellationToken handling,
        CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        var done = new HashSet<string>();
        foreach (var (source, message) in group)
        {
            if (done.Contains(message.Body)) continue;
            if (failed.Count > 0 || time.GetUtcNow() >= begin)
            {
                // Were it left invisible, its whole group would wait for it.
                await PutOffAsync(message, TimeSpan.Zero, cancellationToken);
            }
            else if (await IsDoneAsync(source, message, handling, cancellationToken))
            {
                done.Add(message.Body);
                continue;
            }

            failed.Add(message.Id);
        }

        return failed;
    }

    private async Task<bool> IsDoneAsync(
        SqsSource source, ReceivedMessage message, CancellationToken handling, CancellationToken cancellationToken)
    {
        switch (await InvokeAsync(source, message, handling))
        {
            case HandlerResult.Done:
                return true;
            case HandlerResult.RetryAfter retry:
                await PutOffAsync(message, RetryDelay.Of(retry.Delay, message.ReceiveCount), cancellationToken);
                return false;
            case HandlerResult.Reject reject:
                return await TryGiveUpAsync(message, reject.Reason, cancellationToken);
            default:
                return false;
        }
    }

    private async Task<HandlerResult> InvokeAsync(SqsSource source, ReceivedMessage message, CancellationToken handling)
    {
        try
        {
            return await source.InvokeAsync(message, handling);
        }
        catch (Exception e) when (handling.IsCancellationRequested)
        {
            MessageCutOff(e, message.Id, message.Queue);
            return new HandlerResult.RetryAfter(TimeSpan.Zero);
        }
    }

    private CancellationTokenSource Limit(DateTimeOffset end)
    {
        var left = end - time.GetUtcNow();
        return new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
    }

    // A message that cannot be put off is delivered again all the same, when its queue's visibility timeout is over.
    private async Task PutOffAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await queues.RetryAfterAsync(message, delay, cancellationToken);
        }
        catch (Exception e)
        {
            PutOffFailed(e, message.Id, message.Queue);
        }
    }

    private async Task<bool> TryGiveUpAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken)
    {
        try
        {
            MessageRejected(message.Queue, message.Id, reason);
            await queues.DeadLetterAsync(message, reason, cancellationToken);
            return true;
        }
        catch (Exception e)
        {
            GiveUpFailed(e, message.Id, message.Queue);
            return false;
        }
    }

    private SqsSource SourceOf(SqsRecord record) =>
        sources.FirstOrDefault(source => source.Is(record.EventSourceArn, urls))
        ?? throw new LambdaEventException($"No stage of this function is behind the queue {record.EventSourceArn}.");

    private static IReadOnlyList<SqsRecord> Read(ReadOnlySpan<byte> input)
    {
        try
        {
            var read = JsonSerializer.Deserialize(input, SqsEventJson.Default.SqsEvent);
            return read?.Records ?? throw new LambdaEventException("The event has no records of an SQS queue.");
        }
        catch (JsonException e)
        {
            throw new LambdaEventException("The event is not one of an SQS queue: " + e.Message, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of {Queue} was given up: {Reason}")]
    private partial void MessageRejected(QueueName queue, string messageId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of {Queue} could not be moved to the dead letters")]
    private partial void GiveUpFailed(Exception exception, string messageId, QueueName queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of {Queue} was cut off, for the function's deadline is near")]
    private partial void MessageCutOff(Exception exception, string messageId, QueueName queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of {Queue} could not be put off")]
    private partial void PutOffFailed(Exception exception, string messageId, QueueName queue);
}
