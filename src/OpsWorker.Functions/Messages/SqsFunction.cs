using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Functions.Messages;

/// <summary>
/// Handles an event of messages one by one. Each counts as failed until it is done. After a failure in a FIFO queue the
/// later messages of the same group are not touched and count as failed, so that order is kept; other groups go on,
/// for else a message that always fails would use up the deliveries of its neighbours.
/// </summary>
/// <param name="sources">The queues that feed the function.</param>
/// <param name="queues">Where messages are put off and given up.</param>
/// <param name="urls">Where the queues are.</param>
/// <param name="logger">Where failures are told.</param>
internal sealed partial class SqsFunction(
    IReadOnlyList<SqsSource> sources, IMessageQueue queues, SqsQueueUrls urls, ILogger logger)
{
    /// <summary>Handles the event and says which of its messages are to be delivered again.</summary>
    /// <exception cref="LambdaEventException">The event is not one of a queue that feeds this function.</exception>
    public async Task<Stream> HandleAsync(Stream input)
    {
        var records = await ReadAsync(input);
        var failed = await HandleAsync(records, CancellationToken.None);
        var output = new MemoryStream();
        var response = new SqsBatchResponse([.. failed.Select(id => new SqsBatchItemFailure(id))]);
        await JsonSerializer.SerializeAsync(output, response, SqsEventJson.Default.SqsBatchResponse);
        output.Position = 0;
        return output;
    }

    private async Task<IReadOnlyList<string>> HandleAsync(IReadOnlyList<SqsRecord> records, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        var stoppedGroups = new HashSet<string>();
        foreach (var record in records)
        {
            var source = SourceOf(record);
            var message = source.Message(record);
            if (message.GroupId is { } group && stoppedGroups.Contains(group))
            {
                // Were it left invisible, its whole group would wait for it.
                await PutOffAsync(message, TimeSpan.Zero, cancellationToken);
            }
            else if (await IsDoneAsync(source, message, cancellationToken)) continue;

            failed.Add(message.Id);
            if (message.GroupId is not null) stoppedGroups.Add(message.GroupId);
        }

        return failed;
    }

    private async Task<bool> IsDoneAsync(SqsSource source, ReceivedMessage message, CancellationToken cancellationToken)
    {
        switch (await source.InvokeAsync(message, cancellationToken))
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

    private static async Task<IReadOnlyList<SqsRecord>> ReadAsync(Stream input)
    {
        try
        {
            var read = await JsonSerializer.DeserializeAsync(input, SqsEventJson.Default.SqsEvent);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of {Queue} could not be put off")]
    private partial void PutOffFailed(Exception exception, string messageId, QueueName queue);
}
