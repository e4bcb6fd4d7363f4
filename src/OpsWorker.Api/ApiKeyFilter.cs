using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OpsWorker.Core;

namespace OpsWorker.Api;

/// <summary>Lets a request pass that has an API key, and says whose it is.</summary>
internal sealed class ApiKeyFilter(IOrganisationStore organisations) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var hash = AccessKeys.Hash(header[Scheme.Length..].Trim());
            var key = await organisations.FindKeyAsync(hash, http.RequestAborted);
            if (key is { Kind: AccessKeyKind.Api })
            {
                http.Features.Set(new Caller(key.Organisation));
                return await next(context);
            }
        }

        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Problems.Unauthorized("Send an API key of your organisation as `Authorization: Bearer owk_…`.");
    }
}

/// <summary>Whose request it is, as the credential says.</summary>
internal sealed record Caller(OrganisationId Organisation)
{
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
