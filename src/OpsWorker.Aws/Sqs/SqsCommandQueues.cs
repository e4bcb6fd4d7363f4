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

    /// <summary>Creates the queues of the cluster's agent and Operator if they do not exist.</summary>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public async Task CreateAsync(string clusterId, CancellationToken cancellationToken)
    {
        await CreateAsync(Queues.Commands(clusterId), cancellationToken);
        await CreateAsync(Queues.Operator(clusterId), cancellationToken);
    }

    /// <summary>Deletes the cluster's queues with their messages, if they exist.</summary>
    /// <exception cref="AmazonSQSException">SQS refused the request; see its error code.</exception>
    public async Task RemoveAsync(string clusterId, CancellationToken cancellationToken)
    {
        await RemoveAsync(Queues.Commands(clusterId), cancellationToken);
        await RemoveAsync(Queues.Operator(clusterId), cancellationToken);
    }

    private Task CreateAsync(QueueName queue, CancellationToken cancellationToken)
    {
        var request = new CreateQueueRequest
        {
            QueueName = namePrefix + SqsQueueUrls.NameOf(queue),
            Attributes = new Dictionary<string, string>
            {
                [QueueAttributeName.MessageRetentionPeriod] = RetentionSeconds,
                [QueueAttributeName.SqsManagedSseEnabled] = "true",
            },
        };
        return client.CreateQueueAsync(request, cancellationToken);
    }

    private async Task RemoveAsync(QueueName queue, CancellationToken cancellationToken)
    {
        try
        {
            var request = new DeleteQueueRequest { QueueUrl = urls.Of(queue) };
            await client.DeleteQueueAsync(request, cancellationToken);
        }
        catch (QueueDoesNotExistException)
        {
            // It is deleted already.
        }
    }
}
