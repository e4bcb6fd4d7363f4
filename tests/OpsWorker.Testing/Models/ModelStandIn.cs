using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpsWorker.Testing.Models;

/// <summary>
/// Stands in for the providers of models on a free port: OpenAI's chat completions, Anthropic's messages and Bedrock's Converse. A test
/// writes the script: what is answered to which request.
/// </summary>
public sealed class ModelStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ModelRequest> _requests = new();
    private readonly ConcurrentQueue<ModelReply> _next = new();

    private ModelStandIn(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/chat/completions", c => HandleAsync(c, OpenAiProtocol.Instance));
        app.MapPost("/v1/messages", c => HandleAsync(c, AnthropicProtocol.Instance));
        app.MapPost("/model/{model}/converse", c => HandleAsync(c, BedrockProtocol.Instance));
    }

    /// <summary>The address; ends with a slash.</summary>
    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>The base address of the OpenAI-compatible API.</summary>
    public Uri OpenAiAddress => new(Address, "v1/");

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<ModelRequest> Requests => [.. _requests];

    /// <summary>Replies to requests for which no reply waits.</summary>
    public Func<ModelRequest, ModelReply> Script { get; set; } = _ => new ModelReply.Answer("pong");

    public static async Task<ModelStandIn> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var server = new ModelStandIn(builder.Build());
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Replies to the next request; several are used up in order.</summary>
    public void ReplyNext(ModelReply reply) => _next.Enqueue(reply);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context, WireProtocol protocol)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = protocol.Read(context, await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Enqueue(request);
        var reply = _next.TryDequeue(out var next) ? next : Script(request);
        switch (reply)
        {
            case ModelReply.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case ModelReply.Cut:
                context.Response.ContentLength = 1_000;
                await context.Response.WriteAsync("{\"id\":\"half");
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case ModelReply.Error error:
                context.Response.StatusCode = error.Status;
                if (error.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = $"{seconds}";
                await WriteAsync(context, protocol.Error(context, error).ToJsonString());
                break;
            case ModelReply.Body body:
                await WriteAsync(context, body.Content);
                break;
            default:
                await WriteAsync(context, protocol.Write(request, reply).ToJsonString());
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }
}
