using Amazon.Runtime;

namespace OpsWorker.Aws.Sqs.Model;

/// <summary>Sends one message.</summary>
public sealed class SendMessageRequest : AmazonWebServiceRequest
{
    /// <summary>The queue.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The content: up to 1 MiB of characters that XML allows.</summary>
    public required string MessageBody { get; init; }

    /// <summary>How long the message is invisible at first, from 0 to 900 seconds; not on a FIFO queue.</summary>
    public int? DelaySeconds { get; init; }

    /// <summary>The group within which order is kept; FIFO queues only.</summary>
    public string? MessageGroupId { get; init; }

    /// <summary>A message with an id of the last five minutes is accepted and not delivered; FIFO queues only.</summary>
    public string? MessageDeduplicationId { get; init; }

    /// <summary>Up to ten named values beside the body.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue>? MessageAttributes { get; init; }
}

/// <summary>The message was accepted.</summary>
public sealed class SendMessageResponse : AmazonWebServiceResponse
{
    /// <summary>The id that the queue gave to the message.</summary>
    public string? MessageId { get; set; }
}

/// <summary>A named value beside a message's body.</summary>
public sealed record MessageAttributeValue
{
    /// <summary><c>String</c> or <c>Number</c>.</summary>
    public required string DataType { get; init; }

    /// <summary>The value.</summary>
    public string? StringValue { get; init; }
}
