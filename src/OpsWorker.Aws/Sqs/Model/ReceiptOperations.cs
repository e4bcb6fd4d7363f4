using Amazon.Runtime;

namespace OpsWorker.Aws.Sqs.Model;

/// <summary>Removes a message.</summary>
public sealed class DeleteMessageRequest : AmazonWebServiceRequest
{
    /// <summary>The queue.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The delivery by which the message was received.</summary>
    public required string ReceiptHandle { get; init; }
}

/// <summary>The message is gone.</summary>
public sealed class DeleteMessageResponse : AmazonWebServiceResponse;

/// <summary>Sets anew how long a message stays invisible.</summary>
public sealed class ChangeMessageVisibilityRequest : AmazonWebServiceRequest
{
    /// <summary>The queue.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The delivery by which the message was received.</summary>
    public required string ReceiptHandle { get; init; }

    /// <summary>In seconds from now, up to 43,200 since the message was received; 0 makes it visible at once.</summary>
    public required int VisibilityTimeout { get; init; }
}

/// <summary>The time is set.</summary>
public sealed class ChangeMessageVisibilityResponse : AmazonWebServiceResponse;
