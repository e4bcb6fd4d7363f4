using System.Net;
using System.Security.Cryptography.X509Certificates;
using k8s;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Server.Clusters.Exec;

namespace OpsWorker.Server.Clusters;

/// <summary>Opens the handlers of KubernetesClient for a cluster, with a user's client certificate.</summary>
internal sealed class KubeConfigTransport
{
    private readonly string? _serverName;
    private readonly KubernetesClientConfiguration _client;

    private KubeConfigTransport(Uri server, string? serverName, KubernetesClientConfiguration client)
    {
        Server = server;
        _serverName = serverName;
        _client = client;
    }

    public Uri Server { get; }

    /// <exception cref="ClusterConnectionException">A field is missing, wrong, or not supported.</exception>
    public static KubeConfigTransport Create(KubeConfigCluster cluster, KubeConfigUser? user, string? authority)
    {
        if (cluster.Endpoint.SkipTlsVerify)
        {
            throw new ClusterConnectionException(
                $"{cluster.File.Path}: insecure-skip-tls-verify of the cluster '{cluster.Name}' is not supported, as anybody on the way "
                + "could take the token; name the authority by certificate-authority.");
        }

        var server = Address(cluster, "server", cluster.Endpoint.Server, ["https", "http"])
            ?? throw new ClusterConnectionException($"{cluster.File.Path}: the cluster '{cluster.Name}' has no server.");
        var sockets = Sockets(KubeConfigAuthority.Parse(cluster, authority), Proxy(cluster));
        var client = new KubernetesClientConfiguration { Host = server.AbsoluteUri, FirstMessageHandlerSetup = sockets };
        if (user is not null) AddCertificate(client, user);
        return new KubeConfigTransport(server, cluster.Endpoint.TlsServerName, client);
    }

    /// <summary>
    /// Opens a new chain of handlers. The library's own check of certificates does not compare names, so it gets no
    /// authority.
    /// </summary>
    /// <param name="certificate">The client certificate of an exec plugin; null means that of the kubeconfig, if it has one.</param>
    public HttpMessageHandler Open(ExecCertificate? certificate)
    {
        var client = certificate is null ? _client : new KubernetesClientConfiguration
        {
            Host = _client.Host,
            FirstMessageHandlerSetup = _client.FirstMessageHandlerSetup,
            ClientCertificateData = certificate.CertificateData,
            ClientCertificateKeyData = certificate.KeyData,
        };
        return new KubernetesHandler(client, _serverName);
    }

    private static Action<SocketsHttpHandler> Sockets(X509Certificate2Collection authorities, WebProxy? proxy) => sockets =>
    {
        ClusterSockets.Configure(sockets, authorities);
        if (proxy is not null) sockets.Proxy = proxy;
    };

    // Data counts before a file, as for kubectl; the library would take the file.
    private static void AddCertificate(KubernetesClientConfiguration client, KubeConfigUser user)
    {
        var credentials = user.Credentials;
        client.ClientCertificateData = Text(credentials.ClientCertificateData);
        client.ClientCertificateKeyData = Text(credentials.ClientKeyData);
        if (client.ClientCertificateData is null && Text(credentials.ClientCertificate) is { } certificate)
        {
            client.ClientCertificateFilePath = user.File.Resolve(certificate);
        }

        if (client.ClientCertificateKeyData is null && Text(credentials.ClientKey) is { } key)
        {
            client.ClientKeyFilePath = user.File.Resolve(key);
        }

        var hasCertificate = (client.ClientCertificateData ?? client.ClientCertificateFilePath) is not null;
        var hasKey = (client.ClientCertificateKeyData ?? client.ClientKeyFilePath) is not null;
        if (hasCertificate == hasKey) return;
        throw new ClusterConnectionException(
            $"{user.File.Path}: the user '{user.Name}' has no {(hasKey ? "client-certificate" : "client-key")}.");
    }

    private static WebProxy? Proxy(KubeConfigCluster cluster)
    {
        if (Address(cluster, "proxy-url", cluster.ProxyUrl, ["http", "https", "socks5"]) is not { } address) return null;
        var proxy = new WebProxy(address);
        if (address.UserInfo.Split(':', 2) is [var name, var password])
        {
            proxy.Credentials = new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password));
        }

        return proxy;
    }

    private static Uri? Address(KubeConfigCluster cluster, string field, string? text, string[] schemes)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && schemes.Contains(address.Scheme)
            ? address
            : throw new ClusterConnectionException(
                $"{cluster.File.Path}: {field} of the cluster '{cluster.Name}' must be an address that begins with "
                + $"{string.Join(" or ", schemes.Select(s => s + "://"))}.");
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
