namespace OpsWorker.Oidc;

/// <summary>An OpenID Connect provider and our client there.</summary>
public sealed record OidcOptions
{
    /// <summary>The issuer, without <c>/.well-known/openid-configuration</c>: an https address; http on this machine alone.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The client's id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret; null for a public client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The scopes besides <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["profile", "email"];

    /// <summary>The claim of the ID token with a person's groups or roles.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>The errors, one sentence each; empty if there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (!Authority.IsAbsoluteUri || !(Authority.Scheme == Uri.UriSchemeHttps || IsLocal(Authority)))
        {
            errors.Add($"Oidc:Authority is \"{Authority}\"; an https address was expected.");
        }

        if (string.IsNullOrWhiteSpace(ClientId)) errors.Add("Oidc:ClientId is missing.");
        if (ClientSecret is { Length: 0 }) errors.Add("Oidc:ClientSecret is empty; leave it out for a public client.");
        return errors;
    }

    private static bool IsLocal(Uri authority) => authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback;
}
