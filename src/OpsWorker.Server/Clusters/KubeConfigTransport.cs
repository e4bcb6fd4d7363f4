using System.Net;
using System.Security.Cryptography.X509Certificates;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters;

/// <summary>Opens the handlers that connect to a cluster's API server, with a user's client certificate.</summary>
internal sealed class KubeConfigTransport
{
    private readonly string? _serverName;
    private readonly X509Certificate2Collection _authorities;
    private readonly WebProxy? _proxy;
    private readonly ClientCertificate? _certificate;

    private KubeConfigTransport(KubeConfigCluster cluster, Uri server, string? authority, ClientCertificate? certificate)
    {
        Server = server;
        _serverName = Text(cluster.Endpoint.TlsServerName);
        _authorities = KubeConfigAuthority.Parse(cluster, authority);
        _proxy = Proxy(cluster);
        _certificate = certificate;
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
        return new KubeConfigTransport(cluster, server, authority, user is null ? null : KubeConfigCertificate.Read(user));
    }

    /// <summary>Opens a new chain of handlers.</summary>
    /// <param name="certificate">The client certificate of an exec plugin; null means that of the kubeconfig, if it has one.</param>
    public HttpMessageHandler Open(ClientCertificate? certificate)
    {
        var sockets = new SocketsHttpHandler();
        ClusterSockets.Configure(sockets, _authorities);
        if (_proxy is not null) sockets.Proxy = _proxy;
        sockets.SslOptions.ClientCertificateContext = (certificate ?? _certificate)?.Load();
        return _serverName is null ? sockets : new ServerNameHandler(_serverName) { InnerHandler = sockets };
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
