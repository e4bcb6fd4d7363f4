using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sns;

/// <summary>
/// The topic of reports as a FIFO topic of Amazon SNS: in order for each incident, with the organisation as an attribute
/// to filter by. Its queues subscribe with raw message delivery.
/// </summary>
/// <param name="client">SNS.</param>
/// <param name="topicArn">The topic.</param>
public sealed class SnsTopic(AmazonSimpleNotificationServiceClient client, string topicArn) : ITopic
{
    /// <summary>The attribute that holds the organisation's id.</summary>
    public const string OrganisationAttribute = "organisation";

    /// <inheritdoc/>
    /// <exception cref="AmazonSimpleNotificationServiceException">SNS refused; the code says which way.</exception>
    public Task PublishAsync(IncidentChanged message, string deduplicationId, CancellationToken cancellationToken)
    {
        var request = new PublishRequest
        {
            TopicArn = topicArn,
            Message = JsonSerializer.Serialize(message, CoreJson.Default.IncidentChanged),
            MessageGroupId = message.IncidentId,
            MessageDeduplicationId = deduplicationId,
            MessageAttributes = new Dictionary<string, MessageAttributeValue>
            {
                [OrganisationAttribute] = new() { DataType = "String", StringValue = message.Organisation.Value },
            },
        };
        return client.PublishAsync(request, cancellationToken);
    }
}
