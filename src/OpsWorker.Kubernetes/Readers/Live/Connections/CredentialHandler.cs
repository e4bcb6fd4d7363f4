using System.Net;

namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>Adds the credential to each request. A request that is answered with 401 is sent once more with a new credential.</summary>
/// <param name="credentials">The source of the credential.</param>
public sealed class CredentialHandler(ICredentialSource credentials) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var refused = request.Headers.Authorization = await credentials.GetAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !credentials.Discard()) return response;
        var fresh = await credentials.GetAsync(cancellationToken);
        if (fresh is not null && fresh.Equals(refused)) return response;
        response.Dispose();
        request.Headers.Authorization = fresh;
        return await base.SendAsync(request, cancellationToken);
    }
}
