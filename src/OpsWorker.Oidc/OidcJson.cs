using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Oidc;

// The documents of OpenID Connect Discovery 1.0, RFC 6749 and RFC 7517, as far as they are used.
internal sealed record ProviderMetadata(
    [property: JsonPropertyName("issuer")] string? Issuer,
    [property: JsonPropertyName("authorization_endpoint")] string? AuthorizationEndpoint,
    [property: JsonPropertyName("token_endpoint")] string? TokenEndpoint,
    [property: JsonPropertyName("jwks_uri")] string? KeysAddress,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] IReadOnlyList<string>? AuthenticationMethods);

internal sealed record TokenAnswer([property: JsonPropertyName("id_token")] string? IdToken);

internal sealed record TokenError(
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("error_description")] string? Description);

internal sealed record KeySet([property: JsonPropertyName("keys")] IReadOnlyList<SigningKey>? Keys);

internal sealed record SigningKey(
    [property: JsonPropertyName("kty")] string? Type,
    [property: JsonPropertyName("kid")] string? Id,
    [property: JsonPropertyName("use")] string? Use,
    [property: JsonPropertyName("n")] string? Modulus,
    [property: JsonPropertyName("e")] string? Exponent,
    [property: JsonPropertyName("crv")] string? Curve,
    [property: JsonPropertyName("x")] string? X,
    [property: JsonPropertyName("y")] string? Y);

internal sealed record TokenHeader(
    [property: JsonPropertyName("alg")] string? Algorithm,
    [property: JsonPropertyName("kid")] string? KeyId);

[JsonSourceGenerationOptions(JsonSerializerDefaults.General)]
[JsonSerializable(typeof(ProviderMetadata))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenError))]
[JsonSerializable(typeof(KeySet))]
[JsonSerializable(typeof(TokenHeader))]
internal sealed partial class OidcJson : JsonSerializerContext;
