using System.Security.Cryptography;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Server.Clusters.Exec;

namespace OpsWorker.Server.Clusters;

/// <summary>The connection of a context of a kubeconfig, over the transport of KubernetesClient.</summary>
internal sealed class KubeConfigConnection : IClusterConnection
{
    private readonly KubeConfigTransport _transport;
    private readonly ICredentialSource _credentials;

    private KubeConfigConnection(KubeConfigTransport transport, ICredentialSource credentials, string inNamespace)
    {
        _transport = transport;
        _credentials = credentials;
        Namespace = inNamespace;
    }

    /// <inheritdoc/>
    public Uri Server => _transport.Server;

    /// <inheritdoc/>
    public string Namespace { get; }

    /// <exception cref="ClusterConnectionException">A field is missing, wrong, or not supported.</exception>
    public static KubeConfigConnection Create(KubeConfigCluster cluster, KubeConfigUser? user, string? inNamespace, TimeProvider time)
    {
        var authority = KubeConfigAuthority.Read(cluster);
        var transport = KubeConfigTransport.Create(cluster, user, authority);
        var connection = new KubeConfigConnection(
            transport,
            KubeConfigCredentials.Create(cluster, user, authority, time),
            string.IsNullOrEmpty(inNamespace) ? "default" : inNamespace);
        connection.Check(user);
        return connection;
    }

    /// <inheritdoc/>
    public HttpMessageHandler CreateHandler() => new CredentialHandler(_credentials)
    {
        InnerHandler = _credentials is ExecCredential exec
            ? new ExecCertificateHandler(exec, _transport.Open)
            : _transport.Open(certificate: null),
    };

    // A certificate that cannot be used is found when the file is read, not at the first query.
    private void Check(KubeConfigUser? user)
    {
        try
        {
            using var handler = CreateHandler();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            throw new ClusterConnectionException(
                $"{user!.File.Path}: client-certificate and client-key of the user '{user.Name}' are no certificate with its key.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConnectionException(
                $"{user!.File.Path}: client-certificate or client-key of the user '{user.Name}' cannot be read: {e.Message}", e);
        }
    }
}
