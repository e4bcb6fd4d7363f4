using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters.Exec;

/// <summary>
/// The credential that an exec plugin fetches. The plugin is run when there is no credential yet, when the last one expires
/// or when the API server refused it; requests that wait at the same time share one run.
/// </summary>
internal sealed class ExecCredential(ExecPlugin plugin, TimeProvider time) : ICredentialSource
{
    /// <summary>A credential this close to its end is not used for another request.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile Fetched? _last;
    private volatile bool _isDiscarded;
    private Task<Fetched>? _running;

    /// <summary>The client certificate of the credential that was last fetched; null where the plugin gave only a token.</summary>
    public ClientCertificate? Certificate => _last?.Certificate;

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        if (!_isDiscarded && _last is { } last && (last.ExpiresAt is null || last.ExpiresAt > time.GetUtcNow() + s_margin))
        {
            return last.Header;
        }

        Task<Fetched> running;
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true }) _running = FetchAsync();
            running = _running;
        }

        return (await running.WaitAsync(cancellationToken)).Header;
    }

    /// <inheritdoc/>
    public bool Discard()
    {
        _isDiscarded = true;
        return true;
    }

    private async Task<Fetched> FetchAsync()
    {
        var output = await ExecProcess.RunAsync(plugin, time);
        try
        {
            var status = ExecInfo.Read(output);
            var certificate = status is { ClientCertificateData: { } pem, ClientKeyData: { } key } ? Checked(pem, key) : null;
            if (status?.Token is null && certificate is null)
            {
                throw new ClusterConnectionException($"{plugin.Command} gave neither a token nor a certificate.");
            }

            var header = status!.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
            _last = new Fetched(header, certificate, status.ExpirationTimestamp);
            _isDiscarded = false;
            return _last;
        }
        catch (Exception e) when (e is JsonException or CryptographicException or ArgumentException)
        {
            // Neither the output nor the inner message is repeated: they may hold a part of the credential.
            throw new ClusterConnectionException($"{plugin.Command} gave no ExecCredential.");
        }
    }

    private static ClientCertificate Checked(string certificate, string key)
    {
        var both = new ClientCertificate(certificate, key);
        both.Load();
        return both;
    }

    private sealed class Fetched(AuthenticationHeaderValue? header, ClientCertificate? certificate, DateTimeOffset? expiresAt)
    {
        public AuthenticationHeaderValue? Header => header;

        public ClientCertificate? Certificate => certificate;

        public DateTimeOffset? ExpiresAt => expiresAt;
    }
}
