using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing;

/// <summary>A fault that the stand-in for Slack answers a call with.</summary>
public abstract record SlackFault
{
    private SlackFault()
    {
    }

    internal abstract Task WriteAsync(HttpContext context);

    /// <summary>HTTP status 429.</summary>
    public sealed record RateLimited(int? Seconds) : SlackFault
    {
        internal override Task WriteAsync(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            if (Seconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return context.Response.WriteAsync(Error.Json("ratelimited").ToJsonString());
        }
    }

    /// <summary>Another HTTP status, with a page that is not Slack's.</summary>
    public sealed record Status(int Code, string Body = "<html>sorry</html>") : SlackFault
    {
        internal override Task WriteAsync(HttpContext context)
        {
            context.Response.StatusCode = Code;
            return context.Response.WriteAsync(Body);
        }
    }

    /// <summary>HTTP status 200 and <c>"ok": false</c>.</summary>
    public sealed record Error(string Code, string? Needed = null) : SlackFault
    {
        internal override Task WriteAsync(HttpContext context) => context.Response.WriteAsync(Json(Code, Needed).ToJsonString());

        internal static JsonObject Json(string code, string? needed = null)
        {
            var answer = new JsonObject { ["ok"] = false, ["error"] = code };
            if (needed is not null) answer["needed"] = needed;
            return answer;
        }
    }

    /// <summary>The connection is cut and nothing was done.</summary>
    public sealed record Cut : SlackFault
    {
        internal override Task WriteAsync(HttpContext context)
        {
            context.Abort();
            return Task.CompletedTask;
        }
    }

    /// <summary>The call is done and the connection cut before the answer.</summary>
    public sealed record AnswerLost : SlackFault
    {
        internal override Task WriteAsync(HttpContext context) => throw new InvalidOperationException("The call is done first.");
    }
}
