using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Server.Clusters.Exec;

namespace OpsWorker.Server.Clusters;

/// <summary>The connection of a context of a kubeconfig.</summary>
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
        return new KubeConfigConnection(
            transport,
            KubeConfigCredentials.Create(cluster, user, authority, time),
            string.IsNullOrEmpty(inNamespace) ? "default" : inNamespace);
    }

    /// <inheritdoc/>
    public HttpMessageHandler CreateHandler() => new CredentialHandler(_credentials)
    {
        InnerHandler = _credentials is ExecCredential exec
            ? new ExecCertificateHandler(exec, _transport.Open)
            : _transport.Open(certificate: null),
    };
}
