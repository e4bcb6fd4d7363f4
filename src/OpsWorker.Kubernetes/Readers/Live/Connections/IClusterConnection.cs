namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>A cluster's API server: its address, and an authenticated transport to it.</summary>
public interface IClusterConnection
{
    /// <summary>The API server's address.</summary>
    Uri Server { get; }

    /// <summary>The namespace of queries that name none.</summary>
    string Namespace { get; }

    /// <summary>
    /// Creates a chain of handlers that adds the credential to each request, trusts the cluster's authority and nobody
    /// else, and follows no redirect. The caller disposes of it.
    /// </summary>
    HttpMessageHandler CreateHandler();
}
