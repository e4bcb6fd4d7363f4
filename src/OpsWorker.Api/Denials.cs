using Microsoft.AspNetCore.Http;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Api;

/// <summary>Responds with 403 where a service denies access.</summary>
internal static class Denials
{
    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (AccessDeniedException e)
        {
            return Problems.Forbidden(e.Message);
        }
    }
}
