using System.Net;
using k8s;
using k8s.Autorest;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Operator.Cluster;

/// <summary>Creates the client of the API server. It uses the connection that every pod is given.</summary>
internal static class ApiServer
{
    public static k8s.Kubernetes Connect(IClusterConnection connection)
    {
        var configuration = new KubernetesClientConfiguration
        {
            Host = connection.Server.AbsoluteUri,
            Namespace = connection.Namespace,
            HttpClientTimeout = TimeSpan.FromSeconds(30),
        };
        return new k8s.Kubernetes(configuration, new Forwarding(connection.CreateHandler()));
    }

    /// <summary>The API server's own words about a refusal.</summary>
    public static string MessageOf(HttpOperationException error)
    {
        try
        {
            using var status = System.Text.Json.JsonDocument.Parse(error.Response.Content ?? "");
            if (status.RootElement.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text) return text;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            // Something other than the API server answered.
        }

        return $"The API server answered with status {(int)error.Response.StatusCode}.";
    }

    /// <summary>True where the same request can never succeed.</summary>
    public static bool IsRefusal(HttpOperationException error) => error.Response.StatusCode is HttpStatusCode.BadRequest
        or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.UnprocessableEntity;

    /// <summary>Sends requests by the connection's chain of handlers, which adds the credential and trusts the cluster alone.</summary>
    private sealed class Forwarding(HttpMessageHandler chain) : DelegatingHandler
    {
        private readonly HttpMessageInvoker _chain = new(chain);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _chain.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing) _chain.Dispose();
            base.Dispose(disposing);
        }
    }
}
