using Amazon.Runtime;

namespace OpsWorker.Aws.Sns;

/// <summary>Publishes one message.</summary>
public sealed class PublishRequest : AmazonWebServiceRequest
{
    /// <summary>The topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The content, at most 256 KB.</summary>
    public required string Message { get; init; }

    /// <summary>The group within which order is kept; FIFO topics only.</summary>
    public string? MessageGroupId { get; init; }

    /// <summary>A message with an id of the last five minutes is accepted and not delivered; FIFO topics only.</summary>
    public string? MessageDeduplicationId { get; init; }

    /// <summary>What subscriptions may filter by.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes { get; init; } =
        new Dictionary<string, MessageAttributeValue>();
}

/// <summary>A named value beside a message.</summary>
public sealed record MessageAttributeValue
{
    /// <summary><c>String</c> or <c>Number</c>.</summary>
    public required string DataType { get; init; }

    /// <summary>The value.</summary>
    public required string StringValue { get; init; }
}

/// <summary>The message was accepted.</summary>
public sealed class PublishResponse : AmazonWebServiceResponse
{
    /// <summary>The id that the topic gave to the message.</summary>
    public string? MessageId { get; set; }
}
