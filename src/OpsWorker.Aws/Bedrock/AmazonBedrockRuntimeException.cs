using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace OpsWorker.Aws.Bedrock;

/// <summary>Amazon Bedrock refused a request; <see cref="AmazonServiceException.ErrorCode"/> has the reason.</summary>
public sealed class AmazonBedrockRuntimeException : AmazonServiceException
{
    internal AmazonBedrockRuntimeException(ErrorResponse error)
        : base(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}
