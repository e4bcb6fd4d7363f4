using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>
/// Queues in Amazon SQS. A send that fails may have sent some of its messages. It is safe to repeat: handlers are
/// idempotent, and FIFO queues deduplicate.
/// </summary>
/// <param name="client">SQS.</param>
/// <param name="queueUrl">Finds the address of a queue; see <see cref="SqsQueueUrls"/>.</param>
/// <param name="time">The only clock.</param>
public sealed class SqsMessageQueue(IAmazonSQS client, Func<QueueName, string> queueUrl, TimeProvider time)
    : IMessageQueue
{
    private readonly SqsBatchSender _sender = new(client, time);
    private readonly SqsDeadLetters _deadLetters = new(client, queueUrl, time);

    /// <inheritdoc/>
    /// <exception cref="AmazonSQSException">SQS refused a message or the request; see its error code.</exception>
    public async Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        MessageLimits.CheckSend(queue, messages);
        foreach (var batch in SqsBatchSender.Split(messages))
        {
            await _sender.SendAsync(queueUrl(queue), batch, cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        MessageLimits.CheckReceive(maxMessages, visibility, wait);
        var request = new ReceiveMessageRequest
        {
            QueueUrl = queueUrl(queue),
            MaxNumberOfMessages = maxMessages,
            VisibilityTimeout = SqsReceipts.WholeSeconds(visibility),
            WaitTimeSeconds = SqsReceipts.WholeSeconds(wait),
            MessageSystemAttributeNames =
            [
                MessageSystemAttributeName.ApproximateReceiveCount,
                MessageSystemAttributeName.SenderId,
                MessageSystemAttributeName.MessageGroupId,
            ],
        };
        var response = await client.ReceiveMessageAsync(request, cancellationToken);
        return [.. (response.Messages ?? []).Select(message => Received(queue, message))];
    }

    /// <inheritdoc/>
    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        client.TryDeleteAsync(queueUrl(message.Queue), message.ReceiptHandle, cancellationToken);

    /// <inheritdoc/>
    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        MessageLimits.CheckVisibility(delay);
        return client.TryChangeVisibilityAsync(queueUrl(message.Queue), message.ReceiptHandle, delay, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        _deadLetters.AddAsync(message, reason, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// SQS cannot list without receiving: letters are received and made visible again, which raises their receive count.
    /// Meanwhile nobody else receives them. The result is the oldest of 200; of a FIFO queue at most ten of one group.
    /// </remarks>
    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        _deadLetters.ListAsync(queue, max, cancellationToken);

    private static ReceivedMessage Received(QueueName queue, Message message)
    {
        var attributes = message.Attributes ?? [];
        return new ReceivedMessage
        {
            Queue = queue,
            Id = message.MessageId,
            ReceiptHandle = message.ReceiptHandle,
            Body = message.Body,
            GroupId = queue.IsFifo ? attributes.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId) : null,
            ReceiveCount = int.Parse(
                attributes.GetValueOrDefault(MessageSystemAttributeName.ApproximateReceiveCount, "1"),
                CultureInfo.InvariantCulture),
            SenderId = attributes.GetValueOrDefault(MessageSystemAttributeName.SenderId),
        };
    }
}
