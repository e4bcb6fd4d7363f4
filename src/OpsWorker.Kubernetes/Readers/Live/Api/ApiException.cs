using System.Net;

namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>The API server refused a request; the message is that of its Status object, where it sent one.</summary>
internal sealed class ApiException(HttpStatusCode code, string message) : Exception(message)
{
    public HttpStatusCode Code => code;

    /// <summary>The pause that the server asks for (Retry-After); null if it asks for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The token that continues an expired list, at a later version; null if there is none.</summary>
    public string? Continue { get; init; }

    public bool IsTransient => code is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.InternalServerError;
}
