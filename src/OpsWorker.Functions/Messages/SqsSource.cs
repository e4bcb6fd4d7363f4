using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sqs.Model;
using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Functions.Messages;

/// <summary>A queue that feeds a function, and the stage behind it.</summary>
internal sealed class SqsSource
{
    private readonly QueueName _queue;
    private readonly Func<ReceivedMessage, CancellationToken, Task<HandlerResult>> _invoke;

    private SqsSource(QueueName queue, Func<ReceivedMessage, CancellationToken, Task<HandlerResult>> invoke)
    {
        _queue = queue;
        _invoke = invoke;
    }

    /// <summary>Puts the handler behind the queue.</summary>
    public static SqsSource Create<T>(QueueName queue, IMessageHandler<T> handler, JsonTypeInfo<T> type, ILogger logger) =>
        new(queue, new MessageInvoker<T>(handler, type, MessagePumpOptions.DefaultMaxReceives, logger).InvokeAsync);

    /// <summary>Whether a queue of that ARN is this one.</summary>
    public bool Is(string arn, SqsQueueUrls urls) => NameIn(arn, ':') == NameIn(urls.Of(_queue), '/');

    /// <summary>Gives the message to the stage; nothing is done with it at the queue.</summary>
    public Task<HandlerResult> InvokeAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        _invoke(message, cancellationToken);

    /// <summary>The record as the ports know it.</summary>
    public ReceivedMessage Message(SqsRecord record) => new()
    {
        Queue = _queue,
        Id = record.MessageId,
        ReceiptHandle = record.ReceiptHandle,
        Body = record.Body,
        GroupId = _queue.IsFifo ? record.Attributes.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId) : null,
        ReceiveCount = int.Parse(
            record.Attributes.GetValueOrDefault(MessageSystemAttributeName.ApproximateReceiveCount, "1"),
            CultureInfo.InvariantCulture),
        SenderId = record.Attributes.GetValueOrDefault(MessageSystemAttributeName.SenderId),
    };

    private static string NameIn(string text, char separator) => text[(text.LastIndexOf(separator) + 1)..];
}
