using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Sns.Model;

namespace OpsWorker.Aws.Sns;

/// <summary>
/// Amazon SNS as far as it is used here, named and shaped as the official package AWSSDK.SimpleNotificationService, which
/// can replace it by a change of usings. See https://docs.aws.amazon.com/sns/latest/api/.
/// </summary>
public sealed class AmazonSimpleNotificationServiceClient : AwsServiceClient
{
    private static readonly QueryService Service = new(
        "Amazon.SimpleNotificationService",
        AmazonSimpleNotificationServiceConfig.ApiVersion,
        e => new AmazonSimpleNotificationServiceException(e));

    private static readonly QueryOperation<PublishRequest, PublishResponse> Publish =
        new(Service, "Publish", WriteParameters, ReadElement);

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonSimpleNotificationServiceClient(AmazonSimpleNotificationServiceConfig config)
        : base(config)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig config)
        : base(credentials, config)
    {
    }

    /// <summary>Publishes a message.</summary>
    /// <exception cref="AmazonSimpleNotificationServiceException">SNS refused the request; see its error code.</exception>
    public Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PublishResponse>(request, Publish.Options(), cancellationToken);

    private static void WriteParameters(PublishRequest request, ParameterCollection parameters)
    {
        parameters.Add("TopicArn", request.TopicArn);
        parameters.Add("Message", request.Message);
        if (request.MessageGroupId is { } group) parameters.Add("MessageGroupId", group);
        if (request.MessageDeduplicationId is { } id) parameters.Add("MessageDeduplicationId", id);
        foreach (var (index, (name, value)) in (request.MessageAttributes ?? []).OrderBy(a => a.Key, StringComparer.Ordinal).Index())
        {
            var entry = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{index + 1}.");
            parameters.Add(entry + "Name", name);
            parameters.Add(entry + "Value.DataType", value.DataType);
            parameters.Add(entry + "Value.StringValue", value.StringValue);
        }
    }

    private static void ReadElement(XmlUnmarshallerContext context, PublishResponse response)
    {
        if (context.TestExpression("PublishResponse/PublishResult/MessageId"))
        {
            response.MessageId = StringUnmarshaller.GetInstance().Unmarshall(context);
        }
    }
}
