using OpsWorker.Aws.Sqs.Model;

namespace OpsWorker.Aws.Sqs;

/// <summary>What is done with a delivery, as long as it is not outdated.</summary>
internal static class SqsReceipts
{
    /// <summary>Whole seconds, rounded up: a message never becomes visible before it should.</summary>
    public static int WholeSeconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    /// <summary>Deletes the message; false where the delivery is outdated.</summary>
    public static Task<bool> TryDeleteAsync(
        this AmazonSQSClient client, string queueUrl, string receiptHandle, CancellationToken cancellationToken) =>
        UnlessOutdatedAsync(client.DeleteMessageAsync(
            new DeleteMessageRequest { QueueUrl = queueUrl, ReceiptHandle = receiptHandle }, cancellationToken));

    /// <summary>Sets how long the message stays invisible; false where the delivery is outdated.</summary>
    public static Task<bool> TryChangeVisibilityAsync(
        this AmazonSQSClient client,
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
        catch (AmazonSQSException e) when (IsOutdated(e.ErrorCode))
        {
            return false;
        }
    }

    // A FIFO queue says of an expired receipt handle that a parameter has an invalid value.
    private static bool IsOutdated(string? code) =>
        code is AmazonSQSException.MessageNotInflight or AmazonSQSException.ReceiptHandleIsInvalid
        || code?.StartsWith(AmazonSQSException.InvalidParameterValue, StringComparison.Ordinal) == true;
}
