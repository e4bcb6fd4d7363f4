using System.Text;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>The rules of SQS for a batch as a whole.</summary>
internal static class SqsBatch
{
    /// <exception cref="SqsException">It is not met.</exception>
    public static void Check(IReadOnlyList<SendMessageBatchRequestEntry> entries)
    {
        if (entries.Count == 0)
            throw SqsException.Batch("EmptyBatchRequest", "There should be at least one SendMessageBatchRequestEntry in the request.");
        if (entries.Count > MessageLimits.MaxBatch)
        {
            throw SqsException.Batch(
                "TooManyEntriesInBatchRequest",
                $"Maximum number of entries per request are {MessageLimits.MaxBatch}. You have sent {entries.Count}.");
        }

        // JSON null is an entry that the type does not know.
        if (entries.Any(e => string.IsNullOrEmpty(e?.Id))) throw SqsException.MissingParameter("Id");
        if (entries.DistinctBy(e => e.Id).Count() < entries.Count)
        {
            throw SqsException.Batch("BatchEntryIdsNotDistinct", "Two or more entries have the same Id.");
        }

        if (entries.Sum(e => Encoding.UTF8.GetByteCount(e.MessageBody ?? "")) > OutgoingMessage.MaxBodyBytes)
        {
            throw SqsException.Batch("BatchRequestTooLong", $"A batch may have {OutgoingMessage.MaxBodyBytes} bytes.");
        }
    }
}
