using System.Globalization;
using Amazon.SQS;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Functions.Messages;

/// <summary>A queue that feeds a function, and the stage behind it.</summary>
/// <param name="queue">The queue.</param>
/// <param name="invoker">The stage's handler.</param>
internal sealed class SqsSource(QueueName queue, MessageInvoker invoker)
{
    /// <summary>The ARN is this queue's.</summary>
    public bool Is(string arn, SqsQueueUrls urls) => NameIn(arn, ':') == NameIn(urls.Of(queue), '/');

    /// <summary>Has the message handled; it is left as it is at the queue.</summary>
    public Task<HandlerResult> InvokeAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        invoker.InvokeAsync(message, cancellationToken);

    /// <summary>The record as the ports know it.</summary>
    public ReceivedMessage Message(SqsRecord record) => new()
    {
        Queue = queue,
        Id = record.MessageId,
        ReceiptHandle = record.ReceiptHandle,
        Body = record.Body,
        GroupId = queue.IsFifo ? record.Attributes.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId) : null,
        ReceiveCount = int.Parse(
            record.Attributes.GetValueOrDefault(MessageSystemAttributeName.ApproximateReceiveCount, "1"),
            CultureInfo.InvariantCulture),
        SenderId = record.Attributes.GetValueOrDefault(MessageSystemAttributeName.SenderId),
    };

    private static string NameIn(string text, char separator) => text[(text.LastIndexOf(separator) + 1)..];
}
