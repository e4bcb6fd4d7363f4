using Microsoft.AspNetCore.Http;

namespace OpsWorker.Portal.Http;

/// <summary>303: the browser gets the page with a GET, also after a POST.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = httpContext.Request.PathBase + path;
        return Task.CompletedTask;
    }
}
