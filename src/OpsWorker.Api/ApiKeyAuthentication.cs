using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Api;

/// <summary>Authenticates a request by its API key and determines the principal.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    KeyVerifier keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Of(Request) is not { } token || !AccessKeys.HasForm(token, AccessKeyKind.Api)) return AuthenticateResult.NoResult();
        if (await keys.AuthenticateAsync(token, Context.RequestAborted) is not { } principal)
        {
            return AuthenticateResult.Fail("There is no such key.");
        }

        var user = new ClaimsPrincipal(PrincipalClaims.Write(principal with { Address = ClientAddress.Of(Request) }, SchemeName));
        return AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Problems.Unauthorized("Send an API key of your organisation as `Authorization: Bearer owk_…`.").ExecuteAsync(Context);
    }
}
