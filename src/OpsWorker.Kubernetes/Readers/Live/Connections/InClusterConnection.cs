using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>
/// The connection that every pod is given: the API server's address in the environment, and the service account's token
/// and authority as files ("Accessing the Kubernetes API from a Pod" in the Kubernetes documentation).
/// </summary>
public sealed class InClusterConnection : IClusterConnection
{
    /// <summary>The folder in which the kubelet puts the files.</summary>
    public const string ServiceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    private readonly X509Certificate2Collection _authorities;
    private readonly TokenFile _token;

    private InClusterConnection(Uri server, string inNamespace, X509Certificate2Collection authorities, TokenFile token)
    {
        Server = server;
        Namespace = inNamespace;
        _authorities = authorities;
        _token = token;
    }

    /// <inheritdoc/>
    public Uri Server { get; }

    /// <inheritdoc/>
    public string Namespace { get; }

    /// <summary>Reads the connection.</summary>
    /// <param name="environment">Environment variables by name.</param>
    /// <param name="folder">The service account's files, usually <see cref="ServiceAccountFolder"/>.</param>
    /// <param name="time">The clock by which the token is read again.</param>
    /// <exception cref="ClusterConnectionException">The address or a file is missing.</exception>
    public static InClusterConnection Open(Func<string, string?> environment, string folder, TimeProvider time)
    {
        var token = Path.Combine(folder, "token");
        var server = Address(environment);
        if (!File.Exists(token))
        {
            throw new ClusterConnectionException($"There is no {token}: the pod needs a service account whose token is mounted.");
        }

        return new InClusterConnection(
            server,
            ReadNamespace(Path.Combine(folder, "namespace")),
            ReadAuthorities(Path.Combine(folder, "ca.crt")),
            new TokenFile(token, time));
    }

    /// <inheritdoc/>
    public HttpMessageHandler CreateHandler()
    {
        var sockets = new SocketsHttpHandler();
        ClusterSockets.Configure(sockets, _authorities);
        return new CredentialHandler(_token) { InnerHandler = sockets };
    }

    private static Uri Address(Func<string, string?> environment)
    {
        var host = environment("KUBERNETES_SERVICE_HOST");
        var port = environment("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
        {
            throw new ClusterConnectionException(
                "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set, as they are in every pod; outside of a cluster use "
                + "`opsworker up --kubeconfig`.");
        }

        if (host.Contains(':', StringComparison.Ordinal)) host = $"[{host}]";
        return Uri.TryCreate($"https://{host}:{port}", UriKind.Absolute, out var server)
            ? server
            : throw new ClusterConnectionException($"KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT make no address: {host}:{port}.");
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterConnectionException($"The cluster's authority cannot be read from {file}: {e.Message}", e);
        }

        return authorities.Count > 0 ? authorities : throw new ClusterConnectionException($"{file} has no certificate in PEM form.");
    }

    private static string ReadNamespace(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : "default";
}
