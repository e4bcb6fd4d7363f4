using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Oidc;

/// <summary>Signs people in at an OpenID Connect provider: discovery, authorization code flow with PKCE, verified ID token.</summary>
/// <param name="options">The provider and our client there.</param>
/// <param name="http">A client that follows no redirects.</param>
/// <param name="time">The only clock.</param>
public sealed class OidcProvider(OidcOptions options, HttpClient http, TimeProvider time) : IIdentityProvider
{
    private const int RandomBytes = 32;
    private const int MaxCode = 4096;
    private const int MaxAnswer = 256 * 1024;

    private readonly ProviderDocuments _documents = new(options, http, time);

    /// <inheritdoc/>
    public async Task<SignInAttempt> BeginAsync(Uri redirect, CancellationToken cancellationToken)
    {
        var metadata = await _documents.MetadataAsync(cancellationToken);
        var (state, nonce, verifier) = (NewSecret(), NewSecret(), NewSecret());
        var query = Form(
            ("response_type", "code"),
            ("client_id", options.ClientId),
            ("redirect_uri", redirect.AbsoluteUri),
            ("scope", string.Join(' ', options.Scopes.Prepend("openid").Distinct())),
            ("state", state),
            ("nonce", nonce),
            ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
            ("code_challenge_method", "S256"));
        var endpoint = _documents.Address(metadata.AuthorizationEndpoint, "authorization_endpoint");
        var separator = endpoint.Query.Length == 0 ? "?" : "&";
        return new SignInAttempt(new Uri(endpoint.AbsoluteUri + separator + query), redirect, state, nonce, verifier);
    }

    /// <inheritdoc/>
    public async Task<ExternalIdentity> CompleteAsync(
        SignInAttempt attempt, string state, string code, CancellationToken cancellationToken)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(attempt.State)))
        {
            throw new SignInException("The answer belongs to another sign-in: begin again.");
        }

        if (code.Length is 0 or > MaxCode) throw new SignInException("The provider's answer has no valid code.");
        var token = IdToken.Parse(await ExchangeAsync(attempt, code, cancellationToken));
        await VerifyAsync(token, cancellationToken);
        var issuer = (await _documents.MetadataAsync(cancellationToken)).Issuer!;
        token.Check(issuer, options.ClientId, attempt.Nonce, time.GetUtcNow());
        return new ExternalIdentity(
            issuer,
            token.Text("sub")!,
            token.IsTrue("email_verified") ? token.Text("email") : null,
            token.Text("name") ?? token.Text("preferred_username"),
            token.Texts(options.GroupsClaim));
    }

    private async Task VerifyAsync(IdToken token, CancellationToken cancellationToken)
    {
        var keys = await _documents.KeysAsync(token.Header.KeyId, cancellationToken);
        if (!keys.Any(key => TokenSignature.IsValid(token.Header.Algorithm, key, token.Signed, token.Signature)))
        {
            throw new SignInException("The ID token is not signed by a key of the provider.");
        }
    }

    private async Task<string> ExchangeAsync(SignInAttempt attempt, string code, CancellationToken cancellationToken)
    {
        var metadata = await _documents.MetadataAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, _documents.Address(metadata.TokenEndpoint, "token_endpoint"));
        List<(string, string)> form =
        [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", attempt.Redirect.AbsoluteUri),
            ("client_id", options.ClientId),
            ("code_verifier", attempt.Verifier),
        ];
        if (options.ClientSecret is { } secret)
        {
            // Basic is what a provider takes that does not say (Discovery 1.0, section 3).
            var takesBasic = metadata.AuthenticationMethods?.Contains("client_secret_basic") != false;
            if (takesBasic) request.Headers.Authorization = Basic(options.ClientId, secret);
            else form.Add(("client_secret", secret));
        }

        request.Content = new StringContent(Form([.. form]), Encoding.ASCII, "application/x-www-form-urlencoded");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var body = await BoundedReadStream.ReadAllAsync(stream, MaxAnswer, response.Content.Headers.ContentLength, cancellationToken);
            if (!response.IsSuccessStatusCode) throw Refusal(body.Span, (int)response.StatusCode);
            return JsonSerializer.Deserialize(body.Span, OidcJson.Default.TokenAnswer)?.IdToken
                ?? throw new SignInException("The provider's answer has no ID token; is the scope openid allowed?");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or JsonException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            throw new SignInException($"The provider does not exchange the code: {e.Message}", e);
        }
    }

    private static SignInException Refusal(ReadOnlySpan<byte> body, int status)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, OidcJson.Default.TokenError) is { Error: { } error } refusal)
            {
                return new SignInException(
                    $"The provider refuses the code: {VisibleText.Line(error)}. {VisibleText.Line(refusal.Description ?? "")}".TrimEnd());
            }
        }
        catch (JsonException)
        {
            // The status has to do.
        }

        return new SignInException($"The provider refuses the code with status {status}.");
    }

    private static AuthenticationHeaderValue Basic(string clientId, string secret) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));

    private static string Form(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}
