using System.Net;

namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>Creates the HTTP client of an API server, which sends nothing but GET, whatever the connection.</summary>
internal static class KubernetesHttp
{
    public static HttpClient Create(IClusterConnection connection) => new(new GetOnlyHandler(connection.CreateHandler()))
    {
        BaseAddress = new Uri(connection.Server.AbsoluteUri.TrimEnd('/') + "/"),
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };
}
