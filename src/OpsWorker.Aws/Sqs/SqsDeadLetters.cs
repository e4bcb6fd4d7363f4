using System.Globalization;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>
/// The dead letters of each queue <c>name</c> in the queue <c>name-dead</c> of the same kind: messages that a handler
/// rejected, with the reason as message attributes, and messages that SQS moved there after too many receives.
/// </summary>
/// <param name="client">SQS.</param>
/// <param name="queueUrl">Finds the address of a queue.</param>
/// <param name="time">The only clock.</param>
public sealed class SqsDeadLetters(IAmazonSQS client, Func<QueueName, string> queueUrl, TimeProvider time)
{
    private const string IdAttribute = "MessageId";
    private const string ReasonAttribute = "Reason";
    private const string AtAttribute = "At";
    private const string MovedBySqs = "Moved here by SQS after too many receives.";
    private const int MaxReasonLength = 1000;

    // Attributes count towards the size of a message; a body that leaves no room is sent without them.
    private const int AttributeBytes = 8 * 1024;

    // SQS returns messages in any order: so many are received to find the oldest.
    private const int MaxReceived = 200;

    private static readonly TimeSpan MoveVisibility = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ListVisibility = TimeSpan.FromSeconds(30);

    /// <summary>The queue of the dead letters of a queue.</summary>
    public static QueueName QueueOf(QueueName queue) => queue with { Value = queue.Value + "-dead" };

    /// <summary>
    /// Starts to move all dead letters back to their queue. SQS continues after the call returns.
    /// </summary>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public async Task RedriveAsync(QueueName queue, CancellationToken cancellationToken)
    {
        var request = new StartMessageMoveTaskRequest
        {
            SourceArn = await ArnAsync(QueueOf(queue), cancellationToken),
            DestinationArn = await ArnAsync(queue, cancellationToken),
        };
        await client.StartMessageMoveTaskAsync(request, cancellationToken);
    }

    /// <summary>Removes the dead letter with an id from the first 200 that SQS returns, or all of those; the number removed.</summary>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public async Task<int> DropAsync(QueueName queue, string? id, CancellationToken cancellationToken)
    {
        var removed = 0;
        await ReceiveAllAsync(queue, async (url, message) =>
        {
            if (id is not null && ToDeadLetter(message).Id != id) return false;
            await client.TryDeleteAsync(url, message.ReceiptHandle, cancellationToken);
            removed++;
            return true;
        }, cancellationToken);
        return removed;
    }

    /// <summary>
    /// Moves a message to the dead letters. A crash between sending and deleting leaves it in both queues; it is then moved
    /// again, and a FIFO queue deduplicates it by its id.
    /// </summary>
    internal async Task AddAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken)
    {
        var source = queueUrl(message.Queue);
        if (!await client.TryChangeVisibilityAsync(source, message.ReceiptHandle, MoveVisibility, cancellationToken)) return;

        var request = new SendMessageRequest
        {
            QueueUrl = queueUrl(QueueOf(message.Queue)),
            MessageBody = message.Body,
            MessageGroupId = message.GroupId,
            MessageDeduplicationId = message.Queue.IsFifo ? message.Id : null,
            MessageAttributes = Attributes(message, reason),
        };
        await client.SendMessageAsync(request, cancellationToken);
        await client.TryDeleteAsync(source, message.ReceiptHandle, cancellationToken);
    }

    /// <summary>Lists the oldest of the first 200 that SQS returns; see <see cref="SqsMessageQueue.ListDeadLettersAsync"/>.</summary>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(QueueName queue, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var letters = new List<DeadLetter>();
        await ReceiveAllAsync(queue, (_, message) =>
        {
            letters.Add(ToDeadLetter(message));
            return Task.FromResult(false);
        }, cancellationToken);
        return [.. letters.OrderBy(letter => letter.At).Take(max)];
    }

    // What is not taken is visible again at the end.
    private async Task ReceiveAllAsync(QueueName queue, Func<string, Message, Task<bool>> take, CancellationToken cancellationToken)
    {
        var url = queueUrl(QueueOf(queue));
        var left = new List<Message>();
        var received = 0;
        try
        {
            while (received < MaxReceived && await ReceiveAsync(url, cancellationToken) is { Count: > 0 } more)
            {
                received += more.Count;
                foreach (var message in more)
                {
                    if (!await take(url, message)) left.Add(message);
                }
            }
        }
        finally
        {
            foreach (var message in left)
            {
                await client.TryChangeVisibilityAsync(url, message.ReceiptHandle, TimeSpan.Zero, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<Message>> ReceiveAsync(string url, CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = MessageLimits.MaxBatch,
            VisibilityTimeout = SqsReceipts.WholeSeconds(ListVisibility),
            MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp],
            MessageAttributeNames = ["All"],
        };
        return (await client.ReceiveMessageAsync(request, cancellationToken)).Messages ?? [];
    }

    private async Task<string> ArnAsync(QueueName queue, CancellationToken cancellationToken)
    {
        var request = new GetQueueAttributesRequest
        {
            QueueUrl = queueUrl(queue),
            AttributeNames = [QueueAttributeName.QueueArn],
        };
        var response = await client.GetQueueAttributesAsync(request, cancellationToken);
        return response.Attributes[QueueAttributeName.QueueArn];
    }

    private Dictionary<string, MessageAttributeValue>? Attributes(ReceivedMessage message, string reason)
    {
        if (Encoding.UTF8.GetByteCount(message.Body) > OutgoingMessage.MaxBodyBytes - AttributeBytes) return null;
        return new Dictionary<string, MessageAttributeValue>
        {
            [IdAttribute] = Text(message.Id),
            [ReasonAttribute] = Text(Sanitized(reason)),
            [AtAttribute] = Text(time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
        };
    }

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };

    // SQS refuses an empty attribute, and one with control characters or unpaired surrogates.
    private static string Sanitized(string reason)
    {
        var runes = reason.EnumerateRunes().Take(MaxReasonLength).Select(r => Rune.IsControl(r) ? new Rune(' ') : r);
        var text = string.Concat(runes);
        return text.Length == 0 ? "No reason was given." : text;
    }

    private static DeadLetter ToDeadLetter(Message message)
    {
        var values = message.MessageAttributes ?? [];
        return new DeadLetter(
            values.GetValueOrDefault(IdAttribute)?.StringValue ?? message.MessageId,
            message.Body,
            values.GetValueOrDefault(ReasonAttribute)?.StringValue ?? MovedBySqs,
            values.GetValueOrDefault(AtAttribute)?.StringValue is { } at
                ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)
                : SentAt(message));
    }

    private static DateTimeOffset SentAt(Message message) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(
            message.Attributes[MessageSystemAttributeName.SentTimestamp], CultureInfo.InvariantCulture));
}
