using System.Net.Http.Headers;

namespace OpsWorker.Kubernetes.Readers.Live.Connections;

/// <summary>
/// A bearer token in a file that is rotated from outside, as by the kubelet. It is read again after a minute, or when
/// refused.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="time">The clock.</param>
public sealed class TokenFile(string path, TimeProvider time) : ICredentialSource
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private volatile Entry? _last;

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_last is { } last && now - last.ReadAt < Lifetime) return last.Header;
        var header = new AuthenticationHeaderValue("Bearer", await ReadAsync(cancellationToken));
        _last = new Entry(header, now);
        return header;
    }

    /// <inheritdoc/>
    public bool Discard()
    {
        _last = null;
        return true;
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            return token.Length > 0 ? token : throw new ClusterConnectionException($"The token file {path} is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConnectionException($"The token file {path} cannot be read: {e.Message}", e);
        }
    }

    private sealed record Entry(AuthenticationHeaderValue Header, DateTimeOffset ReadAt);
}
