namespace OpsWorker.Server.Clusters;

/// <summary>Sets the header from which the sockets below take the name that they check the server's certificate against.</summary>
/// <param name="name">The <c>tls-server-name</c> of the cluster.</param>
internal sealed class ServerNameHandler(string name) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Host = name;
        return base.SendAsync(request, cancellationToken);
    }
}
