using k8s;

namespace OpsWorker.Server.Clusters;

/// <summary>
/// The chain of handlers inside of a client of KubernetesClient, for requests of our own: the library's typed calls would
/// turn answers into objects, and evidence quotes the JSON as it came.
/// </summary>
internal sealed class KubernetesHandler : DelegatingHandler
{
    private readonly k8s.Kubernetes _client;

    /// <param name="client">The client's configuration, without credentials.</param>
    /// <param name="serverName">The name in the server's certificate, where it differs from the address; null where it does not.</param>
    public KubernetesHandler(KubernetesClientConfiguration client, string? serverName)
    {
        var outer = new ServerNameHandler(serverName);
        _client = new k8s.Kubernetes(client, outer);
        InnerHandler = outer;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _client.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Sets the header from which the sockets below take the name that they check the certificate against.</summary>
    private sealed class ServerNameHandler(string? name) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!string.IsNullOrEmpty(name)) request.Headers.Host = name;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
