namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>
/// Lets nothing through but GET without a body, whatever the code above asks for. With this in the chain an agent cannot
/// change a cluster even where its service account could.
/// </summary>
internal sealed class GetOnlyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
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

    private static void Check(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Get) throw new InvalidOperationException($"{request.Method} is refused: clusters are only read.");
        if (request.Content is not null) throw new InvalidOperationException("A request with a body is refused: clusters are only read.");
    }
}
