using Amazon.Runtime;

namespace OpsWorker.Aws.Sns.Model;

/// <summary>A message for the subscribers of a topic.</summary>
public sealed class PublishRequest : AmazonWebServiceRequest
{
    /// <summary>The topic.</summary>
    public required string TopicArn { get; set; }

    /// <summary>The content, at most 256 KiB.</summary>
    public required string Message { get; set; }

    /// <summary>The group within which order is kept; FIFO topics only.</summary>
    public string? MessageGroupId { get; set; }

    /// <summary>
    /// Deduplicates: of messages with the same id within five minutes only the first is delivered. FIFO topics only.
    /// </summary>
    public string? MessageDeduplicationId { get; set; }

    /// <summary>Attributes that subscriptions can filter by.</summary>
    public Dictionary<string, MessageAttributeValue>? MessageAttributes { get; set; }
}
