using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;
using k8s.KubeConfigModels;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters;

/// <summary>
/// The ID token that kubectl keeps in a kubeconfig (auth-provider <c>oidc</c>). It is read again from the file when it has
/// expired or was refused, and never renewed from here: providers that rotate refresh tokens would log kubectl out.
/// </summary>
internal sealed class OidcToken : ICredentialSource
{
    private readonly string _file;
    private readonly string _name;
    private readonly TimeProvider _time;
    private volatile string? _token;

    public OidcToken(KubeConfigUser user, TimeProvider time)
    {
        _file = user.File.Path;
        _name = user.Name;
        _time = time;
        _token = Token(user.Credentials);
    }

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        if (_token is not { } token || HasExpired(token))
        {
            token = await ReadAgainAsync(cancellationToken) ?? throw Unusable("is missing");
            if (HasExpired(token)) throw Unusable("has expired");
            _token = token;
        }

        return new AuthenticationHeaderValue("Bearer", token);
    }

    /// <inheritdoc/>
    public bool Discard()
    {
        _token = null;
        return true;
    }

    private async Task<string?> ReadAgainAsync(CancellationToken cancellationToken)
    {
        var file = await KubeConfigFile.LoadAsync(_file, cancellationToken);
        return Token(file.Model.Users?.FirstOrDefault(user => user.Name == _name)?.UserCredentials);
    }

    private ClusterConnectionException Unusable(string reason) => new(
        $"{_file}: the id-token of the user '{_name}' {reason}; run `kubectl get namespaces` with this user once, which renews it in the "
        + "file.");

    private bool HasExpired(string token) => Expiry(token) is { } expiry && expiry <= _time.GetUtcNow();

    private static string? Token(UserCredentials? credentials) =>
        credentials?.AuthProvider?.Config?.GetValueOrDefault("id-token") is { Length: > 0 } token ? token : null;

    // The claim exp of a JWT (RFC 7519), in seconds. A token without one is left to the API server to judge.
    private static DateTimeOffset? Expiry(string token)
    {
        if (token.Split('.') is not [_, var payload, _]) return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out var exp) && exp.TryGetInt64(out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }
}
