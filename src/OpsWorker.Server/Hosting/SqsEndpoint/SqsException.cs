namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>
/// A refusal in the words of Amazon SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
/// and the errors of each operation.
/// </summary>
internal sealed class SqsException : Exception
{
    private const string Common = "com.amazon.coral.service#";
    private const string Own = "com.amazonaws.sqs#";
    private const string OldPrefix = "AWS.SimpleQueueService.";

    private SqsException(int status, string type, string? queryError, string message)
        : base(message)
    {
        Status = status;
        Type = type;
        QueryError = queryError is null ? null : queryError + ";Sender";
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The error's shape, <c>namespace#Name</c>: field <c>__type</c>.</summary>
    public string Type { get; }

    /// <summary>
    /// The code that clients of the older query protocol know, for the header <c>x-amzn-query-error</c>; null where it is the same.
    /// </summary>
    public string? QueryError { get; }

    public static SqsException MissingToken() =>
        Denied(
            "MissingAuthenticationTokenException", "Request is missing Authentication Token: a session token of POST /v1/agent/session.");

    public static SqsException InvalidToken() =>
        Denied("UnrecognizedClientException", "The security token included in the request is invalid.");

    public static SqsException ExpiredToken() =>
        Denied("ExpiredTokenException", "The security token included in the request is expired");

    public static SqsException IncompleteSignature(string message) => Denied("IncompleteSignatureException", message);

    public static SqsException SignatureDoesNotMatch(string message) => Denied("InvalidSignatureException", message);

    public static SqsException AccessDenied(string message) => Denied("AccessDeniedException", message);

    public static SqsException QueueDoesNotExist() =>
        Refused(Own + "QueueDoesNotExist", OldPrefix + "NonExistentQueue", "The specified queue does not exist.");

    public static SqsException ReceiptHandleIsInvalid() =>
        Refused(Own + "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", "The input receipt handle is invalid.");

    public static SqsException MissingParameter(string name) =>
        Refused(Common + "MissingRequiredParameterException", "MissingParameter", $"The request must contain the parameter {name}.");

    public static SqsException InvalidParameter(string message) =>
        Refused(Common + "InvalidParameterValueException", "InvalidParameterValue", message);

    public static SqsException Batch(string error, string message) => Refused(Own + error, OldPrefix + error, message);

    public static SqsException Unsupported(string message) =>
        Refused(Own + "UnsupportedOperation", OldPrefix + "UnsupportedOperation", message);

    public static SqsException UnknownOperation() =>
        new(
            StatusCodes.Status404NotFound,
            Common + "UnknownOperationException",
            null,
            "The operation is not one of those that agents use.");

    public static SqsException Malformed(string message) =>
        new(StatusCodes.Status400BadRequest, Common + "SerializationException", null, message);

    private static SqsException Denied(string name, string message) =>
        new(StatusCodes.Status403Forbidden, Common + name, null, message);

    private static SqsException Refused(string type, string queryError, string message) =>
        new(StatusCodes.Status400BadRequest, type, queryError, message);
}
