using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sqs;

/// <summary>Creates and deletes the command queues of clusters.</summary>
/// <param name="client">SQS.</param>
/// <param name="urls">The addresses of queues.</param>
/// <param name="namePrefix">The prefix of queue names: the end of <see cref="SqsQueueUrls.Prefix"/>.</param>
public sealed class SqsCommandQueues(IAmazonSQS client, SqsQueueUrls urls, string namePrefix)
{
    private static readonly string RetentionSeconds =
        ((long)Queues.CommandRetention.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>Creates the cluster's queue if it does not exist.</summary>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
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

    /// <summary>Deletes the cluster's queue with its messages, if it exists.</summary>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public async Task RemoveAsync(string clusterId, CancellationToken cancellationToken)
    {
        try
        {
            var request = new DeleteQueueRequest { QueueUrl = urls.Of(Queues.Commands(clusterId)) };
            await client.DeleteQueueAsync(request, cancellationToken);
        }
        catch (QueueDoesNotExistException)
        {
            // It is deleted already.
        }
    }
}
