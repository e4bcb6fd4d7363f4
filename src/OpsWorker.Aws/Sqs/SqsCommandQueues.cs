using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>The queue of commands that each cluster has; it comes and goes with the cluster.</summary>
/// <param name="client">SQS.</param>
/// <param name="urls">Where queues are.</param>
/// <param name="namePrefix">What stands before each queue's name: the end of <see cref="SqsQueueUrls.Prefix"/>.</param>
public sealed class SqsCommandQueues(IAmazonSQS client, SqsQueueUrls urls, string namePrefix)
{
    private static readonly string RetentionSeconds =
        ((long)Queues.CommandRetention.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>Creates the cluster's queue, if it is not there.</summary>
    /// <exception cref="AmazonSQSException">SQS refused; the code says which way.</exception>
    public Task CreateAsync(string clusterId, CancellationToken cancellationToken)
    {
        var request = new CreateQueueRequest
        {
            QueueName = namePrefix + SqsQueueUrls.NameOf(Queues.Commands(clusterId)),
            Attributes = new Dictionary<string, string>
            {
                [QueueAttributeName.MessageRetentionPeriod] = RetentionSeconds,
                [QueueAttributeName.SqsManagedSseEnabled] = "true",
            },
        };
        return client.CreateQueueAsync(request, cancellationToken);
    }

    /// <summary>Removes the cluster's queue with what is in it; where there is none, nothing happens.</summary>
    /// <exception cref="AmazonSQSException">SQS refused; the code says which way.</exception>
    public async Task RemoveAsync(string clusterId, CancellationToken cancellationToken)
    {
        try
        {
            var request = new DeleteQueueRequest { QueueUrl = urls.Of(Queues.Commands(clusterId)) };
            await client.DeleteQueueAsync(request, cancellationToken);
        }
        catch (QueueDoesNotExistException)
        {
            // It is gone, which was wanted.
        }
    }
}
