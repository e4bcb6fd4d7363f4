using Amazon.Runtime;

namespace OpsWorker.Aws.Sqs.Model;

/// <summary>Sends up to ten messages, together at most 1 MiB, each of which may fail by itself.</summary>
public sealed class SendMessageBatchRequest : AmazonWebServiceRequest
{
    /// <summary>The queue.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The messages.</summary>
    public required IReadOnlyList<SendMessageBatchRequestEntry> Entries { get; init; }
}

/// <summary>One message of a batch; see <see cref="SendMessageRequest"/>.</summary>
public sealed record SendMessageBatchRequestEntry
{
    /// <summary>Identifies the entry within the batch.</summary>
    public required string Id { get; init; }

    /// <summary>The content.</summary>
    public required string MessageBody { get; init; }

    /// <summary>How long the message is invisible at first.</summary>
    public int? DelaySeconds { get; init; }

    /// <summary>The group within which order is kept.</summary>
    public string? MessageGroupId { get; init; }

    /// <summary>The id that makes a repetition harmless.</summary>
    public string? MessageDeduplicationId { get; init; }
}

/// <summary>What became of each entry.</summary>
public sealed class SendMessageBatchResponse : AmazonWebServiceResponse
{
    /// <summary>The messages that were accepted.</summary>
    public IReadOnlyList<SendMessageBatchResultEntry> Successful { get; set; } = [];

    /// <summary>The messages that were not.</summary>
    public IReadOnlyList<BatchResultErrorEntry> Failed { get; set; } = [];
}

/// <summary>A message that was accepted.</summary>
/// <param name="Id">The entry.</param>
/// <param name="MessageId">The id that the queue gave to the message.</param>
public sealed record SendMessageBatchResultEntry(string Id, string MessageId);

/// <summary>A message that was not accepted.</summary>
/// <param name="Id">The entry.</param>
/// <param name="SenderFault">Whether it would be refused again.</param>
/// <param name="Code">Which way it failed.</param>
/// <param name="Message">Why, for people.</param>
public sealed record BatchResultErrorEntry(string Id, bool SenderFault, string Code, string? Message);
