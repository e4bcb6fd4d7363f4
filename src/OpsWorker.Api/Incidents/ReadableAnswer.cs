using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Api.Incidents;

/// <summary>Refuses changes that answer with an incident to who may not read it, before anything is changed.</summary>
internal static class ReadableAnswer
{
    public static async ValueTask<object?> DemandAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (PrincipalClaims.Read(http.User) is { } principal)
        {
            var access = http.RequestServices.GetRequiredService<AccessGuard>();
            await access.DemandAsync(principal, AccessScope.Read, http.GetRouteValue("id") as string);
        }

        return await next(context);
    }
}
