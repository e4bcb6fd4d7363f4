using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace OpsWorker.Aws.Ssm;

/// <summary>AWS Systems Manager refused a request; <see cref="AmazonServiceException.ErrorCode"/> says which way.</summary>
public sealed class AmazonSimpleSystemsManagementException : AmazonServiceException
{
    /// <summary>Code: there is no such parameter.</summary>
    public const string ParameterNotFound = "ParameterNotFound";

    internal AmazonSimpleSystemsManagementException(ErrorResponse error)
        : base(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }
}
