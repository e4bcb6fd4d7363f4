using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Functions.Messages;

/// <summary>
/// The event by which Lambda delivers messages of one SQS queue. See
/// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event.
/// </summary>
internal sealed record SqsEvent
{
    [JsonPropertyName("Records")]
    public IReadOnlyList<SqsRecord>? Records { get; init; }
}

/// <summary>One message.</summary>
internal sealed record SqsRecord
{
    public required string MessageId { get; init; }

    public required string ReceiptHandle { get; init; }

    public required string Body { get; init; }

    /// <summary>The message's system attributes, such as <c>ApproximateReceiveCount</c>.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The queue.</summary>
    [JsonPropertyName("eventSourceARN")]
    public required string EventSourceArn { get; init; }
}

/// <summary>
/// Which messages of an event are delivered again; the others are removed. It has a meaning only where the event source
/// reports batch item failures. See
/// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting.
/// </summary>
/// <param name="BatchItemFailures">Those that were not done.</param>
internal sealed record SqsBatchResponse(IReadOnlyList<SqsBatchItemFailure> BatchItemFailures);

/// <summary>One message that was not done.</summary>
/// <param name="ItemIdentifier">Its id.</param>
internal sealed record SqsBatchItemFailure(string ItemIdentifier);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SqsEvent))]
[JsonSerializable(typeof(SqsBatchResponse))]
internal sealed partial class SqsEventJson : JsonSerializerContext;
