using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using OpsWorker.Kubernetes.Live.Configuration;

namespace OpsWorker.Kubernetes.Live.Api;

/// <summary>Makes the HTTP client of an API server: TLS, proxy, credentials, and nothing but GET.</summary>
internal static class KubernetesHttp
{
    public static HttpClient Create(ClusterConnection connection)
    {
        var sockets = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            UseCookies = false,

            // Streams that stay open may be more than one connection takes.
            EnableMultipleHttp2Connections = true,
            SslOptions = new SslClientAuthenticationOptions(),
        };
        if (connection.Authorities.Count > 0) sockets.SslOptions.CertificateChainPolicy = Trust(connection.Authorities);
        if (connection.Proxy is not null) sockets.Proxy = new WebProxy(connection.Proxy);
        // The handler above fetches the credential before a connection is opened, so its certificate is there.
        sockets.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => connection.Credentials.Certificate!;
        var handler = new GetOnlyHandler(new CredentialHandler(connection.Credentials, connection.TlsServerName, sockets));
        return new HttpClient(handler)
        {
            BaseAddress = new Uri(connection.Server.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    private static X509ChainPolicy Trust(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
