using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Http;

namespace OpsWorker.Functions.Tests.Http;

/// <summary>Endpoints that say what ASP.NET Core saw of a request, and that answer in every way that matters.</summary>
internal static class Echo
{
    public static HttpFunction Create(ILoggerFactory loggers) => HttpFunction.Create(loggers, _ => { }, _ => { }, Map);

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("/echo/{name}", async context =>
        {
            context.Response.Headers.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync((await DescribeAsync(context)).ToJsonString());
        });
        routes.MapPost(
            "/sum", (JsonElement numbers) => numbers.EnumerateArray().Sum(n => n.GetInt32()).ToString(CultureInfo.InvariantCulture));
        routes.MapGet("/binary", async context =>
        {
            context.Response.ContentType = "application/octet-stream";
            await context.Response.Body.WriteAsync(new byte[] { 0, 255, 128 });
        });
        routes.MapGet("/compressed", async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.BodyWriter.WriteAsync("not really"u8.ToArray());
        });
        routes.MapGet("/cookies", context =>
        {
            context.Response.Cookies.Append("a", "1");
            context.Response.Cookies.Append("b", "2");
            context.Response.Headers.Append("X-Many", "one");
            context.Response.Headers.Append("X-Many", "two");
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["X-Starting"] = "yes";
                return Task.CompletedTask;
            });
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        routes.MapGet("/large", context => context.Response.Body.WriteAsync(new byte[ResponseContent.MaxBytes + 1]).AsTask());
        routes.MapGet("/hangs", (CancellationToken aborted) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted));
        routes.MapGet("/fails", IResult () => throw new InvalidOperationException("It broke."));
    }

    private static async Task<JsonObject> DescribeAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new JsonObject
        {
            ["method"] = request.Method,
            ["scheme"] = request.Scheme,
            ["host"] = request.Host.Value,
            ["path"] = request.Path.Value,
            ["name"] = (string?)request.RouteValues["name"],
            ["query"] = Values(request.Query),
            ["cookies"] = new JsonObject(request.Cookies.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
            ["headers"] = Values(request.Headers.OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase)),
            ["contentLength"] = request.ContentLength,
            ["body"] = Encoding.UTF8.GetString(body.ToArray()),
            ["client"] = context.Connection.RemoteIpAddress?.ToString(),
            ["requestId"] = context.TraceIdentifier,
        };
    }

    private static JsonObject Values(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values) =>
        new(values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)new JsonArray([.. v.Value.Select(x => JsonValue.Create(x))]))));
}
