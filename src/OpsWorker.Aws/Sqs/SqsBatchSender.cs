using System.Globalization;
using System.Text;
using OpsWorker.Aws.Sqs.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>Sends messages in as few calls as the limits of SQS allow.</summary>
internal sealed class SqsBatchSender(AmazonSQSClient client, TimeProvider time)
{
    private const int MaxBatchBytes = 1024 * 1024;
    private const int MaxAttempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Parts that are each small enough for one call, in the same order.</summary>
    public static IEnumerable<IReadOnlyList<OutgoingMessage>> Split(IReadOnlyList<OutgoingMessage> messages)
    {
        var batch = new List<OutgoingMessage>();
        var batchBytes = 0;
        foreach (var message in messages)
        {
            var bytes = Encoding.UTF8.GetByteCount(message.Body);
            if (batchBytes + bytes > MaxBatchBytes && batch.Count > 0)
            {
                yield return batch;
                batch = [];
                batchBytes = 0;
            }

            batch.Add(message);
            batchBytes += bytes;
        }

        yield return batch;
    }

    /// <summary>Sends the batch, and again what of it failed through no fault of ours.</summary>
    public Task SendAsync(string queueUrl, IReadOnlyList<OutgoingMessage> batch, CancellationToken cancellationToken) =>
        batch is [var single]
            ? client.SendMessageAsync(Request(queueUrl, single), cancellationToken)
            : SendBatchAsync(queueUrl, [.. batch.Select(Entry)], cancellationToken);

    private async Task SendBatchAsync(
        string queueUrl, IReadOnlyList<SendMessageBatchRequestEntry> entries, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var request = new SendMessageBatchRequest { QueueUrl = queueUrl, Entries = entries };
            var response = await client.SendMessageBatchAsync(request, cancellationToken);
            if (response.Failed.Count == 0) return;
            if (attempt == MaxAttempts || response.Failed.Any(f => f.SenderFault))
            {
                var first = response.Failed[0];
                throw new AmazonSQSException(
                    $"{response.Failed.Count} of {entries.Count} messages were not sent; the first because of "
                        + $"{first.Code}: {first.Message}",
                    first.Code);
            }

            var failed = response.Failed.Select(f => f.Id).ToHashSet();
            entries = [.. entries.Where(e => failed.Contains(e.Id))];
            await Task.Delay(Pause * attempt, time, cancellationToken);
        }
    }

    private static SendMessageRequest Request(string queueUrl, OutgoingMessage message) => new()
    {
        QueueUrl = queueUrl,
        MessageBody = message.Body,
        DelaySeconds = DelaySeconds(message),
        MessageGroupId = message.GroupId,
        MessageDeduplicationId = message.DeduplicationId,
    };

    private static SendMessageBatchRequestEntry Entry(OutgoingMessage message, int index) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        MessageBody = message.Body,
        DelaySeconds = DelaySeconds(message),
        MessageGroupId = message.GroupId,
        MessageDeduplicationId = message.DeduplicationId,
    };

    // Where nothing is said, the queue's own delay counts; a FIFO queue refuses even a delay of 0.
    private static int? DelaySeconds(OutgoingMessage message) =>
        message.Delay == TimeSpan.Zero ? null : SqsReceipts.WholeSeconds(message.Delay);
}
