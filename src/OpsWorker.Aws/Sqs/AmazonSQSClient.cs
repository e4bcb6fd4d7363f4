using Amazon.Runtime;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Sqs.Model;

namespace OpsWorker.Aws.Sqs;

/// <summary>
/// The operations of Amazon SQS that are used here, named as in the official package AWSSDK.SQS, so that it can take
/// this one's place. Every method throws <see cref="AmazonSQSException"/> where SQS refuses. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/.
/// </summary>
public sealed class AmazonSQSClient : AwsServiceClient
{
    private static readonly JsonService Service = new("Amazon.SQS", "AmazonSQS", "1.0", e => new AmazonSQSException(e));

    private static readonly JsonOperation<SendMessageRequest, SendMessageResponse> SendMessage =
        new(Service, "SendMessage", SqsJson.Default.SendMessageRequest, SqsJson.Default.SendMessageResponse);

    private static readonly JsonOperation<SendMessageBatchRequest, SendMessageBatchResponse> SendMessageBatch =
        new(Service, "SendMessageBatch", SqsJson.Default.SendMessageBatchRequest, SqsJson.Default.SendMessageBatchResponse);

    private static readonly JsonOperation<ReceiveMessageRequest, ReceiveMessageResponse> ReceiveMessage =
        new(Service, "ReceiveMessage", SqsJson.Default.ReceiveMessageRequest, SqsJson.Default.ReceiveMessageResponse);

    private static readonly JsonOperation<DeleteMessageRequest, DeleteMessageResponse> DeleteMessage =
        new(Service, "DeleteMessage", SqsJson.Default.DeleteMessageRequest, SqsJson.Default.DeleteMessageResponse);

    private static readonly JsonOperation<ChangeMessageVisibilityRequest, ChangeMessageVisibilityResponse>
        ChangeMessageVisibility = new(
            Service,
            "ChangeMessageVisibility",
            SqsJson.Default.ChangeMessageVisibilityRequest,
            SqsJson.Default.ChangeMessageVisibilityResponse);

    private static readonly JsonOperation<CreateQueueRequest, CreateQueueResponse> CreateQueue =
        new(Service, "CreateQueue", SqsJson.Default.CreateQueueRequest, SqsJson.Default.CreateQueueResponse);

    private static readonly JsonOperation<DeleteQueueRequest, DeleteQueueResponse> DeleteQueue =
        new(Service, "DeleteQueue", SqsJson.Default.DeleteQueueRequest, SqsJson.Default.DeleteQueueResponse);

    private static readonly JsonOperation<GetQueueUrlRequest, GetQueueUrlResponse> GetQueueUrl =
        new(Service, "GetQueueUrl", SqsJson.Default.GetQueueUrlRequest, SqsJson.Default.GetQueueUrlResponse);

    private static readonly JsonOperation<GetQueueAttributesRequest, GetQueueAttributesResponse> GetQueueAttributes =
        new(
            Service,
            "GetQueueAttributes",
            SqsJson.Default.GetQueueAttributesRequest,
            SqsJson.Default.GetQueueAttributesResponse);

    private static readonly JsonOperation<StartMessageMoveTaskRequest, StartMessageMoveTaskResponse> StartMessageMoveTask =
        new(
            Service,
            "StartMessageMoveTask",
            SqsJson.Default.StartMessageMoveTaskRequest,
            SqsJson.Default.StartMessageMoveTaskResponse);

    /// <summary>A client with the credentials of the environment.</summary>
    public AmazonSQSClient(AmazonSQSConfig config)
        : base(config)
    {
    }

    /// <summary>A client with these credentials.</summary>
    public AmazonSQSClient(AWSCredentials credentials, AmazonSQSConfig config)
        : base(credentials, config)
    {
    }

    /// <summary>Sends one message.</summary>
    public Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<SendMessageResponse>(request, SendMessage.Options(), cancellationToken);

    /// <summary>Sends several messages, each of which may fail by itself.</summary>
    public Task<SendMessageBatchResponse> SendMessageBatchAsync(
        SendMessageBatchRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<SendMessageBatchResponse>(request, SendMessageBatch.Options(), cancellationToken);

    /// <summary>Receives messages.</summary>
    public Task<ReceiveMessageResponse> ReceiveMessageAsync(
        ReceiveMessageRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<ReceiveMessageResponse>(request, ReceiveMessage.Options(), cancellationToken);

    /// <summary>Removes a message.</summary>
    public Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<DeleteMessageResponse>(request, DeleteMessage.Options(), cancellationToken);

    /// <summary>Sets anew how long a message stays invisible.</summary>
    public Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(
        ChangeMessageVisibilityRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<ChangeMessageVisibilityResponse>(request, ChangeMessageVisibility.Options(), cancellationToken);

    /// <summary>Creates a queue.</summary>
    public Task<CreateQueueResponse> CreateQueueAsync(CreateQueueRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<CreateQueueResponse>(request, CreateQueue.Options(), cancellationToken);

    /// <summary>Removes a queue.</summary>
    public Task<DeleteQueueResponse> DeleteQueueAsync(DeleteQueueRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<DeleteQueueResponse>(request, DeleteQueue.Options(), cancellationToken);

    /// <summary>Finds a queue by its name.</summary>
    public Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<GetQueueUrlResponse>(request, GetQueueUrl.Options(), cancellationToken);

    /// <summary>Reads attributes of a queue.</summary>
    public Task<GetQueueAttributesResponse> GetQueueAttributesAsync(
        GetQueueAttributesRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<GetQueueAttributesResponse>(request, GetQueueAttributes.Options(), cancellationToken);

    /// <summary>Begins to move a dead-letter queue's messages.</summary>
    public Task<StartMessageMoveTaskResponse> StartMessageMoveTaskAsync(
        StartMessageMoveTaskRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<StartMessageMoveTaskResponse>(request, StartMessageMoveTask.Options(), cancellationToken);
}
