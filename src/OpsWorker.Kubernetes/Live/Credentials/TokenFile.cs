using System.Security.Cryptography.X509Certificates;
using OpsWorker.Kubernetes.Live.Configuration;

namespace OpsWorker.Kubernetes.Live.Credentials;

/// <summary>A token in a file that someone renews, as the kubelet does. It is read again after a minute, or when refused.</summary>
/// <param name="path">The file.</param>
/// <param name="certificate">A client certificate to go with it, or null.</param>
/// <param name="time">The clock.</param>
public sealed class TokenFile(string path, X509Certificate2? certificate, TimeProvider time) : ICredentialSource
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private volatile Entry? _last;

    /// <inheritdoc/>
    public X509Certificate2? Certificate => certificate;

    /// <inheritdoc/>
    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.ReadAt < ReadAgainAfter) return last.Credential;
        try
        {
            var token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            if (token.Length == 0) throw new KubeConfigException($"The token file {path} is empty.");
            _last = new Entry(new Credential(token, certificate), now);
            return _last.Credential;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"The token file {path} cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Forget() => _last = null;

    private sealed record Entry(Credential Credential, DateTimeOffset ReadAt);
}
