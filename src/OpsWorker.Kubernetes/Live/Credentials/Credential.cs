using System.Security.Cryptography.X509Certificates;

namespace OpsWorker.Kubernetes.Live.Credentials;

/// <summary>What proves to an API server who asks. Never written to a log.</summary>
/// <param name="Token">A bearer token, or null.</param>
/// <param name="Certificate">A client certificate with its key, or null.</param>
public sealed record Credential(string? Token, X509Certificate2? Certificate)
{
    /// <summary>Nothing: an anonymous request.</summary>
    public static readonly Credential None = new(null, null);

    /// <inheritdoc/>
    public override string ToString() =>
        $"Credential({(Token is null ? "no token" : "token")}, {(Certificate is null ? "no certificate" : "certificate")})";
}

/// <summary>Where credentials come from; they may change while they are used.</summary>
public interface ICredentialSource
{
    /// <summary>The client certificate of the credential that was last given; null if it had none.</summary>
    X509Certificate2? Certificate { get; }

    /// <summary>The credential that counts now.</summary>
    /// <exception cref="Configuration.KubeConfigException">It cannot be had; the message says why.</exception>
    ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The API server refused the credential; the next one is to be fetched anew.</summary>
    void Forget();
}

/// <summary>A credential that stays as it is.</summary>
/// <param name="credential">The credential.</param>
public sealed class FixedCredential(Credential credential) : ICredentialSource
{
    /// <inheritdoc/>
    public X509Certificate2? Certificate => credential.Certificate;

    /// <inheritdoc/>
    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(credential);

    /// <inheritdoc/>
    public void Forget()
    {
        // There is no other.
    }
}
