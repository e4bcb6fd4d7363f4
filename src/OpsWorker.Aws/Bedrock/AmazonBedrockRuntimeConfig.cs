using OpsWorker.Aws.Runtime;

namespace OpsWorker.Aws.Bedrock;

/// <summary>
/// Settings of an <see cref="AmazonBedrockRuntimeClient"/>; its endpoint may be set by <c>AWS_ENDPOINT_URL_BEDROCK_RUNTIME</c>.
/// </summary>
public sealed class AmazonBedrockRuntimeConfig : AwsServiceConfig
{
    internal const string ApiVersion = "2023-09-30";

    /// <summary>Describes the service.</summary>
    public AmazonBedrockRuntimeConfig()
        : base("Bedrock Runtime", "bedrock-runtime", ApiVersion) => AuthenticationServiceName = "bedrock";
}
