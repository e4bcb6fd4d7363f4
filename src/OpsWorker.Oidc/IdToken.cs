using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using OpsWorker.Core.Access;

namespace OpsWorker.Oidc;

/// <summary>An ID token (OpenID Connect Core 1.0, section 2) before it is verified.</summary>
/// <param name="Header">The header.</param>
/// <param name="Claims">The claims: a JSON object.</param>
/// <param name="Signed">The bytes that are signed.</param>
/// <param name="Signature">The signature.</param>
internal sealed record IdToken(TokenHeader Header, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    private const int MaxLength = 64 * 1024;
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(2);

    /// <exception cref="SignInException">It is no token.</exception>
    public static IdToken Parse(string text)
    {
        if (text.Length > MaxLength || text.Split('.') is not [var header, var claims, var signature]) throw NoToken();
        try
        {
            var parsed = new IdToken(
                JsonSerializer.Deserialize(Base64Url.DecodeFromChars(header), OidcJson.Default.TokenHeader) ?? throw NoToken(),
                JsonElement.Parse(Base64Url.DecodeFromChars(claims)),
                Encoding.ASCII.GetBytes($"{header}.{claims}"),
                Base64Url.DecodeFromChars(signature));
            return parsed.Claims.ValueKind == JsonValueKind.Object ? parsed : throw NoToken();
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw NoToken();
        }
    }

    /// <summary>Checks the claims (section 3.1.3.7); the signature is checked before.</summary>
    /// <exception cref="SignInException">One is wrong.</exception>
    public void Check(string issuer, string clientId, string nonce, DateTimeOffset now)
    {
        if (Text("iss") != issuer) throw new SignInException("The ID token is of another issuer.");
        var audience = Texts("aud");
        if (!audience.Contains(clientId)) throw new SignInException("The ID token is for another client.");
        if ((audience.Count > 1 || Text("azp") is not null) && Text("azp") != clientId)
        {
            throw new SignInException("The ID token was issued to another client.");
        }

        if (Time("exp") is not { } end || end <= now - s_skew) throw new SignInException("The ID token has expired.");
        if (Time("iat") is not { } issued || issued > now + s_skew) throw new SignInException("The ID token is from the future.");
        if (Time("nbf") > now + s_skew) throw new SignInException("The ID token is not valid yet.");
        if (Text("nonce") != nonce) throw new SignInException("The ID token belongs to another sign-in.");
        if (Text("sub") is not { Length: > 0 and <= 255 }) throw new SignInException("The ID token names no subject.");
    }

    /// <summary>A text claim; null without one.</summary>
    public string? Text(string name) =>
        Claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A claim of one text or several.</summary>
    public IReadOnlyList<string> Texts(string name) => Claims.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
            _ => [],
        }
        : [];

    /// <summary>A claim of true or false; some providers write it as text.</summary>
    public bool IsTrue(string name) =>
        Claims.TryGetProperty(name, out var value)
        && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true"));

    private DateTimeOffset? Time(string name)
    {
        const long end = 253402300799;
        return Claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= end
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
    }

    private static SignInException NoToken() => new("The provider's answer has no valid ID token.");
}
