using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Oidc;

/// <summary>Reads the provider's configuration and signing keys, and keeps them for an hour.</summary>
internal sealed class ProviderDocuments(OidcOptions options, HttpClient http, TimeProvider time)
{
    private const string WellKnown = "/.well-known/openid-configuration";
    private const int MaxBytes = 256 * 1024;
    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    // A token with an unknown key id makes us read the keys again, but a forged one not all the time.
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    // References, which concurrent sign-ins read and write whole.
    private KeptDocument<ProviderMetadata>? _metadata;
    private KeptDocument<KeySet>? _keys;

    /// <exception cref="SignInException">The provider does not answer, or is another one.</exception>
    public async Task<ProviderMetadata> MetadataAsync(CancellationToken cancellationToken)
    {
        if (_metadata is { } known && time.GetUtcNow() - known.At < s_kept) return known.Document;
        var authority = options.Authority.AbsoluteUri.TrimEnd('/');
        var metadata = await ReadAsync(new Uri(authority + WellKnown), OidcJson.Default.ProviderMetadata, cancellationToken);
        if (metadata.Issuer?.TrimEnd('/') != authority)
        {
            throw new SignInException($"The provider at {authority} says that it is {VisibleText.Line(metadata.Issuer ?? "nobody")}.");
        }

        _ = Address(metadata.AuthorizationEndpoint, "authorization_endpoint");
        _ = Address(metadata.TokenEndpoint, "token_endpoint");
        _ = Address(metadata.KeysAddress, "jwks_uri");
        _metadata = new KeptDocument<ProviderMetadata>(metadata, time.GetUtcNow());
        return metadata;
    }

    /// <summary>The keys that may have signed a token; none where the provider has no such key.</summary>
    /// <exception cref="SignInException">The provider does not answer.</exception>
    public async Task<IReadOnlyList<SigningKey>> KeysAsync(string? keyId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_keys is not { } known || now - known.At >= s_kept || (Find(known.Document, keyId).Count == 0 && now - known.At >= s_pause))
        {
            var metadata = await MetadataAsync(cancellationToken);
            var keys = await ReadAsync(new Uri(metadata.KeysAddress!), OidcJson.Default.KeySet, cancellationToken);
            known = new KeptDocument<KeySet>(keys, now);
            _keys = known;
        }

        return Find(known.Document, keyId);
    }

    /// <summary>An address of the configuration: https, or on this machine as the authority is.</summary>
    /// <exception cref="SignInException">It is none.</exception>
    public Uri Address(string? text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && options.Authority.IsLoopback && address.IsLoopback))
            ? address
            : throw new SignInException($"The provider's {name} is no https address.");

    private static List<SigningKey> Find(KeySet keys, string? keyId) =>
        [.. (keys.Keys ?? []).Where(key => (keyId is null || key.Id == keyId) && key.Use is null or "sig")];

    private async Task<T> ReadAsync<T>(Uri address, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new SignInException($"{address} answers with status {(int)response.StatusCode}.");
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var bytes = await BoundedReadStream.ReadAllAsync(stream, MaxBytes, response.Content.Headers.ContentLength, cancellationToken);
            return JsonSerializer.Deserialize(bytes.Span, type) ?? throw new SignInException($"{address} answers with null.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or JsonException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            throw new SignInException($"{address} does not answer as an OpenID Connect provider: {e.Message}", e);
        }
    }

    private sealed record KeptDocument<T>(T Document, DateTimeOffset At);
}
