using System.Net;
using Amazon.Runtime;
using Amazon.SQS.Model;

namespace OpsWorker.Aws.Sqs;

/// <summary>Classifies failed calls to the queues of a session.</summary>
public static class QueueErrors
{
    private const string ExpiredToken = "ExpiredToken";

    /// <summary>True where a retry can succeed, perhaps with another session.</summary>
    /// <param name="error">The error.</param>
    /// <param name="cancellationToken">The caller's: a call that the caller cancelled is not retried.</param>
    public static bool IsTransient(Exception error, CancellationToken cancellationToken) =>
        error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>
    /// True where another session is needed: expired credentials, a removed cluster. The server opens one or gives its
    /// reason.
    /// </summary>
    public static bool RefusesSession(Exception error) =>
        error is AmazonServiceException service
        && (service.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || service is QueueDoesNotExistException
            || service.ErrorCode?.StartsWith(ExpiredToken, StringComparison.Ordinal) == true);
}
