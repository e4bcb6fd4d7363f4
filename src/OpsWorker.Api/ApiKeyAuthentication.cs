using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OpsWorker.Core;

namespace OpsWorker.Api;

/// <summary>Authenticates a request by its API key and determines the organisation.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IOrganisationStore organisations) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Of(Request) is not { } token || !AccessKeys.HasForm(token, AccessKeyKind.Api)) return AuthenticateResult.NoResult();
        var key = await organisations.FindKeyAsync(AccessKeys.Hash(token), Context.RequestAborted);
        if (key is not { Kind: AccessKeyKind.Api }) return AuthenticateResult.Fail("There is no such key.");

        var identity = new ClaimsIdentity(
            [new Claim(Caller.OrganisationClaim, key.Organisation.Value), new Claim(Caller.KeyClaim, key.Id)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Problems.Unauthorized("Send an API key of your organisation as `Authorization: Bearer owk_…`.").ExecuteAsync(Context);
    }
}

/// <summary>The caller's organisation and the id of the key, from the credential.</summary>
internal sealed record Caller(OrganisationId Organisation, string? KeyId)
{
    public const string OrganisationClaim = "organisation";
    public const string KeyClaim = "key";

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(
        context.User.FindFirst(OrganisationClaim) is { } claim
            ? new Caller(new OrganisationId(claim.Value), context.User.FindFirst(KeyClaim)?.Value)
            : null);
}
