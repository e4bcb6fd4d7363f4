namespace OpsWorker.Server.Clusters.Exec;

/// <summary>
/// Sends over connections that were opened with the plugin's current client certificate. A server takes the certificate of
/// the connection, so a new one needs new connections. The handler above has fetched the credential.
/// </summary>
internal sealed class ExecCertificateHandler(
    ExecCredential credential, Func<ClientCertificate?, HttpMessageHandler> open) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private ClientCertificate? _certificate;
    private HttpMessageInvoker? _current;

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Current(credential.Certificate).SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _current?.Dispose();
        base.Dispose(disposing);
    }

    private HttpMessageInvoker Current(ClientCertificate? certificate)
    {
        lock (_lock)
        {
            if (_current is not null && certificate == _certificate) return _current;

            // Requests that are under way keep the one before; its idle connections close by themselves.
            _certificate = certificate;
            return _current = new HttpMessageInvoker(open(certificate));
        }
    }
}
