using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Agent.Tests;

/// <summary>Answers <c>POST /v1/agent/session</c> as a test says, on a free port of the loopback address.</summary>
internal sealed class SessionServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SessionServer(WebApplication application) => _application = application;

    /// <summary>The next answers; the last one is repeated.</summary>
    public ConcurrentQueue<(int Status, string Body)> Answers { get; } = new();

    /// <summary>The credentials that were sent.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    public Uri Address => new(_application.Urls.First() + "/");

    public static async Task<SessionServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new SessionServer(builder.Build());
        server._application.MapPost("/v1/agent/session", server.AnswerAsync);
        await server._application.StartAsync();
        return server;
    }

    public static string Session(DateTimeOffset expiration) =>
        $$$"""
        {"clusterId":"cl_1","endpoint":"http://127.0.0.1:1","region":"us-east-1",
         "commandQueueUrl":"http://127.0.0.1:1/queues/commands-cl-1","resultQueueUrl":"http://127.0.0.1:1/queues/results",
         "uploadOrigin":"http://127.0.0.1:1",
         "credentials":{"accessKeyId":"a","secretAccessKey":"s","sessionToken":"t","expiration":"{{{expiration:O}}}"}}
        """;

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        Tokens.Enqueue(context.Request.Headers.Authorization.ToString());
        var answer = Answers.Count > 1 && Answers.TryDequeue(out var next) ? next : Answers.First();
        context.Response.StatusCode = answer.Status;
        return context.Response.WriteAsync(answer.Body);
    }
}
