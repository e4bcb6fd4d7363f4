using Amazon.Runtime;

namespace OpsWorker.Functions.Http;

/// <summary>Decides which failures of a request are an outage of a service behind it, so that the client should try again.</summary>
internal static class Unavailability
{
    /// <summary>The service could not be reached, took too long, was at its limit or failed.</summary>
    public static bool IsCauseOf(Exception failure) => failure switch
    {
        AmazonServiceException service =>
            (int)service.StatusCode is 0 or 429 or >= 500 || service.Retryable is not null || IsThrottling(service.ErrorCode ?? ""),
        HttpRequestException or TimeoutException => true,
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static bool IsThrottling(string code) =>
        code.Contains("Throttl", StringComparison.Ordinal) || code.Contains("Exceeded", StringComparison.Ordinal);
}
