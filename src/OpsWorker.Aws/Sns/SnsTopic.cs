using System.Text.Json;
using OpsWorker.Aws.Sns.Model;
using OpsWorker.Core;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Aws.Sns;

/// <summary>
/// The topic of reports as a FIFO topic of Amazon SNS: in order for each incident, with the organisation as an attribute for
/// filters. Its queues subscribe with raw message delivery.
/// </summary>
/// <param name="client">SNS.</param>
/// <param name="topicArn">The topic.</param>
public sealed class SnsTopic(AmazonSimpleNotificationServiceClient client, string topicArn) : ITopic
{
    /// <summary>The attribute with the organisation's id.</summary>
    public const string OrganisationAttribute = "organisation";

    /// <inheritdoc/>
    /// <exception cref="AmazonSimpleNotificationServiceException">SNS refused the request; see its error code.</exception>
    public Task PublishAsync(IncidentChanged message, string deduplicationId, CancellationToken cancellationToken) =>
        PublishAsync(
            JsonSerializer.Serialize(message, CoreJson.Default.IncidentChanged),
            message.Organisation,
            message.IncidentId,
            deduplicationId,
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="AmazonSimpleNotificationServiceException">SNS refused the request; see its error code.</exception>
    public Task PublishAsync(DigestDue message, CancellationToken cancellationToken)
    {
        var id = Digest.IdOf(message.Organisation, message.DigestDate, message.Span);
        var body = JsonSerializer.Serialize(message, CoreJson.Default.DigestDue);
        return PublishAsync(body, message.Organisation, id, id, cancellationToken);
    }

    private Task PublishAsync(
        string body, OrganisationId organisation, string groupId, string deduplicationId, CancellationToken cancellationToken)
    {
        var request = new PublishRequest
        {
            TopicArn = topicArn,
            Message = body,
            MessageGroupId = groupId,
            MessageDeduplicationId = deduplicationId,
            MessageAttributes = new Dictionary<string, MessageAttributeValue>
            {
                [OrganisationAttribute] = new() { DataType = "String", StringValue = organisation.Value },
            },
        };
        return client.PublishAsync(request, cancellationToken);
    }
}
