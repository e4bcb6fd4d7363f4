using OpsWorker.Aws.Runtime;

namespace OpsWorker.Aws.Sns;

/// <summary>
/// Settings of an <see cref="AmazonSimpleNotificationServiceClient"/>; its endpoint may be set by
/// <c>AWS_ENDPOINT_URL_SNS</c>.
/// </summary>
public sealed class AmazonSimpleNotificationServiceConfig() : AwsServiceConfig("SNS", "sns", ApiVersion)
{
    internal const string ApiVersion = "2010-03-31";
}
