using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpsWorker.Notifiers.Tests;

/// <summary>A request that a stand-in got.</summary>
public sealed record StandInRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Stands in for a service on a free port: keeps what it gets and answers as a test says.</summary>
public sealed class HttpStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StandInRequest> _requests = new();

    private HttpStandIn(WebApplication app)
    {
        _app = app;
        app.MapFallback(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single() + "/");

    public IReadOnlyList<StandInRequest> Requests => [.. _requests];

    /// <summary>The status and body of the next answers.</summary>
    public Func<StandInRequest, (int Status, string Body)> Answer { get; set; } = _ => (200, "{}");

    /// <summary>The header <c>Retry-After</c> of the next answers; null for none.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>True to do what is asked and cut the connection before the answer.</summary>
    public bool LoseAnswers { get; set; }

    public static async Task<HttpStandIn> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var service = new HttpStandIn(builder.Build());
        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new StandInRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        _requests.Enqueue(request);
        var (status, body) = Answer(request);
        if (LoseAnswers)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        if (RetryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}
