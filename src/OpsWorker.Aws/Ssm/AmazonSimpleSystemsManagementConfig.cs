using OpsWorker.Aws.Runtime;

namespace OpsWorker.Aws.Ssm;

/// <summary>
/// Settings of an <see cref="AmazonSimpleSystemsManagementClient"/>; its endpoint may be set by
/// <c>AWS_ENDPOINT_URL_SSM</c>.
/// </summary>
public sealed class AmazonSimpleSystemsManagementConfig() : AwsServiceConfig("SSM", "ssm", "2014-11-06");
