using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>Sends messages in as few calls as the limits of SQS allow.</summary>
internal sealed class SqsBatchSender(IAmazonSQS client, TimeProvider time)
{
    private const int MaxBatchBytes = 1024 * 1024;
    private const int MaxAttempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Splits messages into batches that each fit into one call, in the same order.</summary>
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

    /// <summary>Sends a batch. Messages that failed without the sender's fault are sent again.</summary>
    public Task SendAsync(string queueUrl, IReadOnlyList<OutgoingMessage> batch, CancellationToken cancellationToken) =>
        batch is [var single]
            ? client.SendMessageAsync(Request(queueUrl, single), cancellationToken)
            : SendBatchAsync(queueUrl, [.. batch.Select(Entry)], cancellationToken);

    private async Task SendBatchAsync(
        string queueUrl, List<SendMessageBatchRequestEntry> entries, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var request = new SendMessageBatchRequest { QueueUrl = queueUrl, Entries = entries };
            var response = await client.SendMessageBatchAsync(request, cancellationToken);
            if (response.Failed is not { Count: > 0 } failed) return;
            if (attempt == MaxAttempts || failed.Any(f => f.SenderFault == true)) throw NotSent(failed, entries.Count);

            var again = failed.Select(f => f.Id).ToHashSet();
            entries = [.. entries.Where(e => again.Contains(e.Id))];
            await Task.Delay(Pause * attempt, time, cancellationToken);
        }
    }

    private static AmazonSQSException NotSent(List<BatchResultErrorEntry> failed, int sent)
    {
        var first = failed[0];
        var message = $"{failed.Count} of {sent} messages were not sent; the first because of {first.Code}: {first.Message}";
        return new AmazonSQSException(message, ErrorType.Receiver, first.Code, requestId: null, default);
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

    // Without one the queue's own delay applies; a FIFO queue refuses even a delay of 0.
    private static int? DelaySeconds(OutgoingMessage message) =>
        message.Delay == TimeSpan.Zero ? null : SqsReceipts.WholeSeconds(message.Delay);
}
