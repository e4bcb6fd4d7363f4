using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace OpsWorker.Aws.Sqs;

/// <summary>Amazon SQS refused a request; <see cref="AmazonServiceException.ErrorCode"/> says which way.</summary>
public sealed class AmazonSQSException : AmazonServiceException
{
    /// <summary>Code: there is no such queue.</summary>
    public const string QueueDoesNotExist = "QueueDoesNotExist";

    /// <summary>Code: the delivery that the receipt handle names is over.</summary>
    public const string MessageNotInflight = "MessageNotInflight";

    /// <summary>Code: the receipt handle is not one, or its message is gone.</summary>
    public const string ReceiptHandleIsInvalid = "ReceiptHandleIsInvalid";

    /// <summary>Start of a code: of a FIFO queue, also that a receipt handle expired.</summary>
    public const string InvalidParameterValue = "InvalidParameterValue";

    /// <summary>Code: for example, messages of that dead-letter queue are being moved already.</summary>
    public const string UnsupportedOperation = "UnsupportedOperation";

    internal AmazonSQSException(ErrorResponse error)
        : base(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode)
    {
    }

    internal AmazonSQSException(string message, string errorCode)
        : base(message, ErrorType.Receiver, errorCode, requestId: null, default)
    {
    }
}
