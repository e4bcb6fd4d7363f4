using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>The addresses of queues with a common prefix, known without a call.</summary>
/// <param name="Prefix">
/// The address before each name, for example <c>https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-</c>.
/// </param>
public sealed record SqsQueueUrls(string Prefix)
{
    private const string FifoSuffix = ".fifo";

    /// <summary>The queue's address: the prefix, its name, and <c>.fifo</c> for a FIFO queue.</summary>
    public string Of(QueueName queue) => Prefix + NameOf(queue);

    /// <summary>The queue's name in SQS after the prefix.</summary>
    public static string NameOf(QueueName queue) => queue.IsFifo ? queue.Value + FifoSuffix : queue.Value;
}
