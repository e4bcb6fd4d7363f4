using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// Stands where API Gateway stands: turns requests on a socket into events of an HTTP API in payload format 2.0, sends
/// webhooks to one function and everything else to the other, and turns their answers back.
/// </summary>
internal sealed class FunctionFront : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FunctionFront(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<FunctionFront> StartAsync(FunctionCall normalizer, FunctionCall api)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => AnswerAsync(
            context,
            context.Request.Path.StartsWithSegments("/v1/webhooks", StringComparison.Ordinal) ? normalizer : api));
        await app.StartAsync();
        return new FunctionFront(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, FunctionCall function)
    {
        var output = await function(Encoding.UTF8.GetBytes((await EventAsync(context.Request)).ToJsonString()));
        var answer = JsonNode.Parse(output.Span)!;
        context.Response.StatusCode = StoryRun.Status(answer);
        foreach (var (name, value) in answer["headers"]!.AsObject()) context.Response.Headers[name] = value!.GetValue<string>();
        var body = answer["body"]!.GetValue<string>();
        await context.Response.Body.WriteAsync(answer["isBase64Encoded"]!.GetValue<bool>()
            ? Convert.FromBase64String(body)
            : Encoding.UTF8.GetBytes(body));
    }

    // Names of headers are in lower case, and several values of one are joined by commas; the body of JSON is text.
    private static async Task<JsonObject> EventAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = "$default",
            ["rawPath"] = request.Path.Value,
            ["rawQueryString"] = request.QueryString.Value?.TrimStart('?') ?? "",
            ["headers"] = new JsonObject(request.Headers.Select(header =>
                KeyValuePair.Create(header.Key.ToLowerInvariant(), (JsonNode?)string.Join(',', header.Value.OfType<string>())))),
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = request.HttpContext.TraceIdentifier,
                ["http"] = new JsonObject
                {
                    ["method"] = request.Method,
                    ["path"] = request.Path.Value,
                    ["protocol"] = request.Protocol,
                    ["sourceIp"] = "127.0.0.1",
                },
            },
            ["body"] = await reader.ReadToEndAsync(),
            ["isBase64Encoded"] = false,
        };
    }
}
