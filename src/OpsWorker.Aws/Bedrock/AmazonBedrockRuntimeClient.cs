using Amazon.Runtime;
using Amazon.Runtime.Internal;
using OpsWorker.Aws.Bedrock.Model;
using OpsWorker.Aws.Runtime;

namespace OpsWorker.Aws.Bedrock;

/// <summary>
/// Amazon Bedrock as far as it is used here, named and shaped as the official package AWSSDK.BedrockRuntime, which can replace it by a
/// change of usings. See https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html.
/// </summary>
public sealed class AmazonBedrockRuntimeClient : AwsServiceClient
{
    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonBedrockRuntimeClient(AmazonBedrockRuntimeConfig config)
        : base(config)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonBedrockRuntimeClient(AWSCredentials credentials, AmazonBedrockRuntimeConfig config)
        : base(credentials, config)
    {
    }

    /// <summary>Sends a conversation to a model.</summary>
    /// <exception cref="AmazonBedrockRuntimeException">Bedrock refused the request; see its error code.</exception>
    public Task<ConverseResponse> ConverseAsync(ConverseRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ConverseResponse>(
            request,
            new InvokeOptions { RequestMarshaller = ConverseOperation.Instance, ResponseUnmarshaller = ConverseOperation.Instance },
            cancellationToken);
}
