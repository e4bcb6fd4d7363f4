using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// Feeds a function from a queue as an event source mapping of Lambda does: a batch at a time, removing what the answer
/// does not report as failed.
/// </summary>
internal sealed class EventSource(AwsWorld world, QueueName queue, int batchSize, FunctionCall function)
{
    private const int VisibilitySeconds = 4;

    private static readonly List<string> SystemAttributes =
    [
        MessageSystemAttributeName.ApproximateReceiveCount,
        MessageSystemAttributeName.SenderId,
        MessageSystemAttributeName.MessageGroupId,
        MessageSystemAttributeName.SentTimestamp,
    ];

    private readonly ConcurrentStack<string> _delivered = new();
    private readonly string _url = new SqsQueueUrls(world.Settings.QueueUrlPrefix).Of(queue);

    /// <summary>The queue.</summary>
    public QueueName Queue => queue;

    /// <summary>Each event is delivered twice at the same time: at-least-once at its worst.</summary>
    public bool DeliversTwice { get; init; }

    /// <summary>The wait time of a receive, in seconds.</summary>
    public int WaitSeconds { get; init; } = 1;

    /// <summary>Messages that come soon after each other are delivered in reverse order.</summary>
    public bool DeliversBackwards { get; init; }

    /// <summary>The sender id to use for an emulator, which names one sender for all messages.</summary>
    public string? SenderId { get; init; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var arn = await world.ArnAsync(queue);
        while (!cancellationToken.IsCancellationRequested)
        {
            var messages = await ReceiveAsync(cancellationToken);
            while (DeliversBackwards && messages.Count > 0 && await ReceiveAsync(cancellationToken) is { Count: > 0 } more)
            {
                messages = [.. more, .. messages];
            }

            foreach (var batch in messages.Chunk(batchSize)) await DeliverAsync(arn, batch);
        }
    }

    /// <summary>Feeds the function until nothing can be received.</summary>
    public async Task DrainAsync()
    {
        var arn = await world.ArnAsync(queue);
        while (await ReceiveAsync(CancellationToken.None) is { Count: > 0 } messages) await DeliverAsync(arn, messages);
    }

    /// <summary>Delivers everything once more, the last event first; how many messages were not done.</summary>
    public async Task<int> DeliverAllAgainBackwardsAsync()
    {
        var failed = 0;
        foreach (var text in _delivered.ToArray()) failed += (await InvokeAsync(text)).Count;
        return failed;
    }

    private async Task DeliverAsync(string arn, IReadOnlyList<Message> messages)
    {
        var text = Event(arn, messages).ToJsonString();
        var answers = await Task.WhenAll(Enumerable.Range(0, DeliversTwice ? 2 : 1).Select(_ => InvokeAsync(text)));
        _delivered.Push(text);

        // A message that one of two deliveries has done is done.
        foreach (var message in messages.Where(m => answers.Any(failed => !failed.Contains(m.MessageId))))
        {
            var request = new DeleteMessageRequest { QueueUrl = _url, ReceiptHandle = message.ReceiptHandle };
            await world.Clients.Sqs.Value.DeleteMessageAsync(request, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<Message>> ReceiveAsync(CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = _url,
            MaxNumberOfMessages = batchSize,
            VisibilityTimeout = VisibilitySeconds,
            WaitTimeSeconds = WaitSeconds,
            MessageSystemAttributeNames = SystemAttributes,
        };
        try
        {
            return (await world.Clients.Sqs.Value.ReceiveMessageAsync(request, cancellationToken)).Messages ?? [];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    // The ids of the messages that failed.
    private async Task<HashSet<string>> InvokeAsync(string text)
    {
        var output = await function(Encoding.UTF8.GetBytes(text));
        var answer = JsonNode.Parse(output.Span)!;
        return [.. answer["batchItemFailures"]!.AsArray().Select(f => f!["itemIdentifier"]!.GetValue<string>())];
    }

    private JsonObject Event(string arn, IReadOnlyList<Message> messages) =>
        new() { ["Records"] = new JsonArray([.. messages.Select(message => Record(arn, message))]) };

    private JsonObject Record(string arn, Message message)
    {
        var attributes = new JsonObject(message.Attributes.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)));
        if (SenderId is not null) attributes[MessageSystemAttributeName.SenderId] = SenderId;
        return new JsonObject
        {
            ["messageId"] = message.MessageId,
            ["receiptHandle"] = message.ReceiptHandle,
            ["body"] = message.Body,
            ["attributes"] = attributes,
            ["messageAttributes"] = new JsonObject(),
            ["md5OfBody"] = "",
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = arn,
            ["awsRegion"] = arn.Split(':')[3],
        };
    }
}
