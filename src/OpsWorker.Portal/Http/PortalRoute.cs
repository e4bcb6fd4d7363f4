using Microsoft.AspNetCore.Http;

namespace OpsWorker.Portal.Http;

/// <summary>A page or an action of the portal.</summary>
/// <param name="Method">GET for a page, POST for an action.</param>
/// <param name="Pattern">The path.</param>
/// <param name="Handle">Answers a request.</param>
internal sealed record PortalRoute(string Method, string Pattern, Func<PortalRequest, Task<IResult>> Handle)
{
    public static PortalRoute Page(string pattern, Func<PortalRequest, Task<IResult>> handle) => new(HttpMethods.Get, pattern, handle);

    public static PortalRoute Action(string pattern, Func<PortalRequest, Task<IResult>> handle) => new(HttpMethods.Post, pattern, handle);
}
