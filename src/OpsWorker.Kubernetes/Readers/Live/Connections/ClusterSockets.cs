using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>The limits of every HTTP connection to an API server.</summary>
public static class ClusterSockets
{
    /// <summary>Forbids redirects and cookies, limits times, and trusts the given authorities.</summary>
    /// <param name="sockets">The handler, before its first request.</param>
    /// <param name="authorities">The authorities that may sign the server's certificate; empty means those of the system.</param>
    public static void Configure(SocketsHttpHandler sockets, X509Certificate2Collection authorities)
    {
        sockets.AllowAutoRedirect = false;
        sockets.UseCookies = false;
        sockets.AutomaticDecompression = DecompressionMethods.GZip;
        sockets.ConnectTimeout = TimeSpan.FromSeconds(10);
        sockets.PooledConnectionLifetime = TimeSpan.FromMinutes(10);

        // Watches that stay open may be more streams than one connection takes.
        sockets.EnableMultipleHttp2Connections = true;
        if (authorities.Count > 0) sockets.SslOptions.CertificateChainPolicy = Trust(authorities);
    }

    // A policy and no callback of our own: the runtime then also compares the name in the certificate.
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
