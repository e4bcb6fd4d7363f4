using Amazon.SQS;
using Amazon.SQS.Model;

namespace OpsWorker.Aws.Sqs;

/// <summary>Calls by receipt handle, which have no effect on an outdated delivery.</summary>
internal static class SqsReceipts
{
    private const string MessageNotInflight = "MessageNotInflight";
    private const string ReceiptHandleIsInvalid = "ReceiptHandleIsInvalid";
    private const string InvalidParameterValue = "InvalidParameterValue";

    /// <summary>Rounds up to seconds, so that a message never becomes visible too early.</summary>
    public static int WholeSeconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    /// <summary>Deletes a message; false where the delivery is outdated.</summary>
    public static Task<bool> TryDeleteAsync(
        this IAmazonSQS client, string queueUrl, string receiptHandle, CancellationToken cancellationToken) =>
        UnlessOutdatedAsync(client.DeleteMessageAsync(
            new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = receiptHandle }, cancellationToken));

    /// <summary>Sets the visibility timeout of a message; false where the delivery is outdated.</summary>
    public static Task<bool> TryChangeVisibilityAsync(
        this IAmazonSQS client,
        string queueUrl,
        string receiptHandle,
        TimeSpan visibility,
        CancellationToken cancellationToken) =>
        UnlessOutdatedAsync(client.ChangeMessageVisibilityAsync(
            new ChangeMessageVisibilityRequest
            {
                QueueUrl = queueUrl,
                ReceiptHandle = receiptHandle,
                VisibilityTimeout = WholeSeconds(visibility),
            },
            cancellationToken));

    private static async Task<bool> UnlessOutdatedAsync(Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (AmazonSQSException e) when (IsOutdated(e))
        {
            return false;
        }
    }

    // By its code, which may have a prefix (AWS.SimpleQueueService.): the SDK has typed exceptions for some operations only.
    // A FIFO queue answers an expired receipt handle with InvalidParameterValue.
    private static bool IsOutdated(AmazonSQSException exception) =>
        exception.ErrorCode?.Split('.')[^1] is { } code
        && (code is MessageNotInflight or ReceiptHandleIsInvalid || code.StartsWith(InvalidParameterValue, StringComparison.Ordinal));
}
