namespace OpsWorker.Agent.Identity;

/// <summary>Lets nothing through but GET and PATCH of one address: that of the Secret which keeps the agent's token.</summary>
/// <param name="address">The Secret's address.</param>
/// <param name="inner">The transport to the API server.</param>
internal sealed class OneSecretHandler(Uri address, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        return base.SendAsync(request, cancellationToken);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Check(request);
        return base.Send(request, cancellationToken);
    }

    private void Check(HttpRequestMessage request)
    {
        var isAllowed = (request.Method == HttpMethod.Get || request.Method == HttpMethod.Patch) && request.RequestUri == address;
        if (!isAllowed)
        {
            throw new InvalidOperationException($"{request.Method} {request.RequestUri} is refused: only {address} is read and patched.");
        }
    }
}
