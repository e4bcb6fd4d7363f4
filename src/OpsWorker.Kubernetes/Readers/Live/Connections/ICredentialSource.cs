using System.Net.Http.Headers;

namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>The source of the header <c>Authorization</c>; its credential may expire and be replaced.</summary>
public interface ICredentialSource
{
    /// <summary>The current credential; null where requests carry none.</summary>
    /// <exception cref="ClusterConnectionException">There is none; the message has the reason.</exception>
    ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Discards the credential, which the API server refused.</summary>
    /// <returns>True if the next call may return another one.</returns>
    bool Discard();
}
