using Amazon.Runtime;

namespace OpsWorker.Aws.Sqs.Model;

/// <summary>Creates a queue; doing it again with the same attributes changes nothing.</summary>
public sealed class CreateQueueRequest : AmazonWebServiceRequest
{
    /// <summary>
    /// Letters, digits, <c>-</c> and <c>_</c>, at most 80 characters; of a FIFO queue it ends with <c>.fifo</c>.
    /// </summary>
    public required string QueueName { get; init; }

    /// <summary>By <see cref="QueueAttributeName"/>.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}

/// <summary>The queue is there.</summary>
public sealed class CreateQueueResponse : AmazonWebServiceResponse
{
    /// <summary>Its address.</summary>
    public string QueueUrl { get; set; } = "";
}

/// <summary>Removes a queue with its messages.</summary>
public sealed class DeleteQueueRequest : AmazonWebServiceRequest
{
    /// <summary>The queue.</summary>
    public required string QueueUrl { get; init; }
}

/// <summary>The queue is going; it takes up to a minute.</summary>
public sealed class DeleteQueueResponse : AmazonWebServiceResponse;

/// <summary>Finds a queue of the account by its name.</summary>
public sealed class GetQueueUrlRequest : AmazonWebServiceRequest
{
    /// <summary>Its name; of a FIFO queue with <c>.fifo</c>.</summary>
    public required string QueueName { get; init; }
}

/// <summary>The queue.</summary>
public sealed class GetQueueUrlResponse : AmazonWebServiceResponse
{
    /// <summary>Its address.</summary>
    public string QueueUrl { get; set; } = "";
}

/// <summary>Reads attributes of a queue.</summary>
public sealed class GetQueueAttributesRequest : AmazonWebServiceRequest
{
    /// <summary>The queue.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>Which ones, by <see cref="QueueAttributeName"/>.</summary>
    public required IReadOnlyList<string> AttributeNames { get; init; }
}

/// <summary>The attributes.</summary>
public sealed class GetQueueAttributesResponse : AmazonWebServiceResponse
{
    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; set; } = new Dictionary<string, string>();
}

/// <summary>Begins to move a dead-letter queue's messages, which SQS then does by itself.</summary>
public sealed class StartMessageMoveTaskRequest : AmazonWebServiceRequest
{
    /// <summary>The dead-letter queue, by its ARN.</summary>
    public required string SourceArn { get; init; }

    /// <summary>Where they go, by its ARN.</summary>
    public required string DestinationArn { get; init; }
}

/// <summary>It has begun.</summary>
public sealed class StartMessageMoveTaskResponse : AmazonWebServiceResponse
{
    /// <summary>Names the task.</summary>
    public string? TaskHandle { get; set; }
}

/// <summary>Names of a queue's attributes.</summary>
public static class QueueAttributeName
{
    /// <summary>The queue's ARN.</summary>
    public const string QueueArn = "QueueArn";

    /// <summary><c>true</c> for a FIFO queue.</summary>
    public const string FifoQueue = "FifoQueue";

    /// <summary>How long a received message is invisible where the receiver does not say, in seconds.</summary>
    public const string VisibilityTimeout = "VisibilityTimeout";

    /// <summary>How long a message is kept, in seconds.</summary>
    public const string MessageRetentionPeriod = "MessageRetentionPeriod";

    /// <summary><c>true</c> where messages are encrypted with keys of SQS.</summary>
    public const string SqsManagedSseEnabled = "SqsManagedSseEnabled";
}
