using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sqs.Model;

namespace OpsWorker.Aws.Tests.Sqs;

/// <summary>Every operation of the client with the parameters that were recorded.</summary>
internal static class SqsOperations
{
    public const string QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-alerts.fifo";
    public const string Receipt = "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a";

    /// <summary>By their names.</summary>
    public static readonly Dictionary<string, Func<AmazonSQSClient, CancellationToken, Task>> All = new()
    {
        ["SendMessage"] = (sqs, cancel) => sqs.SendMessageAsync(Send(), cancel),
        ["SendMessageBatch"] = (sqs, cancel) => sqs.SendMessageBatchAsync(
            new SendMessageBatchRequest
            {
                QueueUrl = QueueUrl,
                Entries =
                [
                    new SendMessageBatchRequestEntry
                    {
                        Id = "0", MessageBody = "{}", MessageGroupId = "al_1", MessageDeduplicationId = "d1",
                    },
                    new SendMessageBatchRequestEntry { Id = "1", MessageBody = "{\"a\":\"ä\"}", DelaySeconds = 5 },
                ],
            },
            cancel),
        ["ReceiveMessage"] = (sqs, cancel) => sqs.ReceiveMessageAsync(Receive(), cancel),
        ["DeleteMessage"] = (sqs, cancel) => sqs.DeleteMessageAsync(
            new DeleteMessageRequest { QueueUrl = QueueUrl, ReceiptHandle = Receipt }, cancel),
        ["ChangeMessageVisibility"] = (sqs, cancel) => sqs.ChangeMessageVisibilityAsync(
            new ChangeMessageVisibilityRequest { QueueUrl = QueueUrl, ReceiptHandle = Receipt, VisibilityTimeout = 0 }, cancel),
        ["CreateQueue"] = (sqs, cancel) => sqs.CreateQueueAsync(
            new CreateQueueRequest
            {
                QueueName = "opsworker-alerts.fifo",
                Attributes = new Dictionary<string, string> { [QueueAttributeName.FifoQueue] = "true" },
            },
            cancel),
        ["DeleteQueue"] = (sqs, cancel) => sqs.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = QueueUrl }, cancel),
        ["GetQueueUrl"] = (sqs, cancel) => sqs.GetQueueUrlAsync(
            new GetQueueUrlRequest { QueueName = "opsworker-alerts.fifo" }, cancel),
        ["GetQueueAttributes"] = (sqs, cancel) => sqs.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = QueueUrl, AttributeNames = [QueueAttributeName.QueueArn] }, cancel),
        ["StartMessageMoveTask"] = (sqs, cancel) => sqs.StartMessageMoveTaskAsync(
            new StartMessageMoveTaskRequest
            {
                SourceArn = "arn:aws:sqs:eu-west-1:123456789012:opsworker-alerts-dead.fifo",
                DestinationArn = "arn:aws:sqs:eu-west-1:123456789012:opsworker-alerts.fifo",
            },
            cancel),
    };

    public static SendMessageRequest Send() => new()
    {
        QueueUrl = QueueUrl,
        MessageBody = """{"organisation":"org_1"}""",
        MessageGroupId = "al_1",
        MessageDeduplicationId = "d1",
        MessageAttributes = new Dictionary<string, MessageAttributeValue>
        {
            ["Reason"] = new() { DataType = "String", StringValue = "No." },
        },
    };

    public static ReceiveMessageRequest Receive() => new()
    {
        QueueUrl = QueueUrl,
        MaxNumberOfMessages = 10,
        VisibilityTimeout = 60,
        WaitTimeSeconds = 20,
        MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount, MessageSystemAttributeName.SenderId],
        MessageAttributeNames = ["All"],
    };
}
