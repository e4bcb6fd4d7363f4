using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace OpsWorker.Aws.Sqs.Model;

/// <summary>Receives messages, which are then invisible for a while.</summary>
public sealed class ReceiveMessageRequest : AmazonWebServiceRequest
{
    /// <summary>The queue.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>From 1 to 10.</summary>
    public int MaxNumberOfMessages { get; init; } = 1;

    /// <summary>In seconds, from 0 to 43,200.</summary>
    public int? VisibilityTimeout { get; init; }

    /// <summary>How many seconds to wait for a message, from 0 to 20.</summary>
    public int WaitTimeSeconds { get; init; }

    /// <summary>
    /// Which of a message's own attributes are wanted. Servers that are older than the name
    /// <c>MessageSystemAttributeNames</c> know them by this one; Amazon SQS knows both.
    /// </summary>
    [JsonPropertyName("AttributeNames")]
    public IReadOnlyList<string>? MessageSystemAttributeNames { get; init; }

    /// <summary>Which of the sender's attributes are wanted; <c>All</c> stands for all of them.</summary>
    public IReadOnlyList<string>? MessageAttributeNames { get; init; }
}

/// <summary>The messages that were received.</summary>
public sealed class ReceiveMessageResponse : AmazonWebServiceResponse
{
    /// <summary>Empty where there were none.</summary>
    public IReadOnlyList<Message> Messages { get; set; } = [];
}

/// <summary>A message as it is received.</summary>
public sealed record Message
{
    /// <summary>Identifies the message, the same at every delivery.</summary>
    public required string MessageId { get; init; }

    /// <summary>Identifies this delivery.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>The content.</summary>
    public required string Body { get; init; }

    /// <summary>The attributes that were asked for, by <see cref="MessageSystemAttributeName"/>.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; set; } = new Dictionary<string, string>();

    /// <summary>The sender's attributes that were asked for.</summary>
    public IReadOnlyDictionary<string, MessageAttributeValue> MessageAttributes { get; set; } =
        new Dictionary<string, MessageAttributeValue>();
}

/// <summary>Names of a message's own attributes.</summary>
public static class MessageSystemAttributeName
{
    /// <summary>How often the message was received and not deleted.</summary>
    public const string ApproximateReceiveCount = "ApproximateReceiveCount";

    /// <summary>The sender as IAM knows them: for an assumed role <c>AROA…:session-name</c>.</summary>
    public const string SenderId = "SenderId";

    /// <summary>When the message was sent, in milliseconds since 1970.</summary>
    public const string SentTimestamp = "SentTimestamp";

    /// <summary>The group, of a FIFO queue.</summary>
    public const string MessageGroupId = "MessageGroupId";
}
