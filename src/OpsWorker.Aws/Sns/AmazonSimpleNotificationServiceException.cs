using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace OpsWorker.Aws.Sns;

/// <summary>Amazon SNS refused a request; <see cref="AmazonServiceException.ErrorCode"/> has the reason.</summary>
public sealed class AmazonSimpleNotificationServiceException : AmazonServiceException
{
    internal AmazonSimpleNotificationServiceException(ErrorResponse error)
        : base(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}
