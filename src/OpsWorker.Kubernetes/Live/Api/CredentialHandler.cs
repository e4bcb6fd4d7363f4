using System.Net;
using System.Net.Http.Headers;
using OpsWorker.Kubernetes.Live.Credentials;

namespace OpsWorker.Kubernetes.Live.Api;

/// <summary>Adds the credential. When the API server no longer takes it, fetches another and asks once more.</summary>
internal sealed class CredentialHandler(ICredentialSource credentials, string? serverName, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;
        var refused = request.Headers.Authorization?.Parameter;
        credentials.Forget();
        var fresh = await credentials.GetAsync(cancellationToken);
        if (fresh.Token == refused) return response;
        response.Dispose();
        return await SendOnceAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var credential = await credentials.GetAsync(cancellationToken);
        request.Headers.Authorization = credential.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;

        // The handler below takes the name that it checks certificates against from this header.
        request.Headers.Host = serverName;
        return await base.SendAsync(request, cancellationToken);
    }
}
