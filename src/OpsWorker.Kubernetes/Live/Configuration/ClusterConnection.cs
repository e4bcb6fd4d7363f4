using System.Security.Cryptography.X509Certificates;
using OpsWorker.Kubernetes.Live.Credentials;

namespace OpsWorker.Kubernetes.Live.Configuration;

/// <summary>Where an API server is and how one is let in: what a context of a kubeconfig file comes down to.</summary>
public sealed record ClusterConnection
{
    /// <summary>The API server's address.</summary>
    public required Uri Server { get; init; }

    /// <summary>The authorities that may have signed its certificate; empty means those of the system.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>The name that its certificate must have, where that is not the address's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>The proxy for this cluster; null means what the environment says.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Who asks.</summary>
    public required ICredentialSource Credentials { get; init; }

    /// <summary>The namespace that is meant where none is named.</summary>
    public string Namespace { get; init; } = "default";
}
