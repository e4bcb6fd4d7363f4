using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Testing.Lambda;

/// <summary>The end of an invocation, as the runtime reported it.</summary>
/// <param name="Response">The response; empty where it failed.</param>
/// <param name="Error">The error; null where it did not fail.</param>
/// <param name="ErrorType">The header with the error's type.</param>
public sealed record InvocationOutcome(byte[] Response, JsonNode? Error = null, string? ErrorType = null);

/// <summary>
/// The Lambda Runtime API on loopback, written by its documentation and without the code of the product:
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. It gives out one invocation after the other.
/// </summary>
public sealed class RuntimeApiStandIn : IAsyncDisposable
{
    /// <summary>The tracing header of every invocation.</summary>
    public const string TraceId = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";

    /// <summary>The ARN of every invocation.</summary>
    public const string FunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:opsworker-test:live";

    private readonly WebApplication _app;
    private readonly Channel<Pending> _pending = Channel.CreateUnbounded<Pending>();
    private readonly ConcurrentDictionary<string, Pending> _running = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly TaskCompletionSource<JsonNode> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();

    private RuntimeApiStandIn(WebApplication app) => _app = app;

    /// <summary>Host and port.</summary>
    public string Address => new Uri(_app.Urls.Single()).Authority;

    /// <summary>The requests so far, without ids: <c>GET invocation/next</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The init error that the runtime posted.</summary>
    public Task<JsonNode> InitError => _initError.Task;

    /// <summary>The largest response that is taken, in bytes.</summary>
    public int MaxResponseBytes { get; set; } = 6 * 1024 * 1024;

    /// <summary>Answers a request for the next invocation in place of the stand-in.</summary>
    public Func<HttpResponse, Task>? AnswerNext { get; set; }

    public static async Task<RuntimeApiStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var standIn = new RuntimeApiStandIn(builder.Build());
        standIn.Map(standIn._app.MapGroup("/2018-06-01/runtime"));
        await standIn._app.StartAsync();
        return standIn;
    }

    /// <summary>Gives the runtime an invocation; ends when the runtime reports its end.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="timeout">The time until the deadline; a minute by default.</param>
    public Task<InvocationOutcome> InvokeAsync(ReadOnlyMemory<byte> payload, TimeSpan? timeout = null)
    {
        var deadline = TimeProvider.System.GetUtcNow() + (timeout ?? TimeSpan.FromMinutes(1));
        var pending = new Pending(Guid.NewGuid().ToString(), payload, deadline);
        _pending.Writer.TryWrite(pending);
        return pending.Outcome.Task;
    }

    /// <summary>Fails every further request for an invocation, by which a runtime ends.</summary>
    public Task EndAsync()
    {
        AnswerNext ??= response =>
        {
            response.StatusCode = StatusCodes.Status500InternalServerError;
            return response.WriteAsync("The container ends.");
        };
        return _stop.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/invocation/next", NextAsync);
        routes.MapPost("/invocation/{id}/response", ResponseAsync);
        routes.MapPost("/invocation/{id}/error", ErrorAsync);
        routes.MapPost("/init/error", async context =>
        {
            Record("POST init/error");
            _initError.TrySetResult((await JsonNode.ParseAsync(context.Request.Body))!);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        routes.MapGet("/restore/next", () => Record("GET restore/next"));
    }

    private async Task NextAsync(HttpContext context)
    {
        Record("GET invocation/next");
        if (AnswerNext is null && await TakeAsync(context.RequestAborted) is { } next)
        {
            _running[next.Id] = next;
            var headers = context.Response.Headers;
            headers["Lambda-Runtime-Aws-Request-Id"] = next.Id;
            headers["Lambda-Runtime-Deadline-Ms"] = next.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            headers["Lambda-Runtime-Trace-Id"] = TraceId;
            headers["Lambda-Runtime-Invoked-Function-Arn"] = FunctionArn;
            await context.Response.Body.WriteAsync(next.Payload);
        }
        else if (AnswerNext is { } answer) await answer(context.Response);
    }

    private async Task<Pending?> TakeAsync(CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, _stop.Token);
        try
        {
            return await _pending.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task ResponseAsync(string id, HttpContext context)
    {
        Record("POST invocation/response");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > MaxResponseBytes)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            await context.Response.WriteAsync("""{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"It is too large."}""");
            return;
        }

        End(id, context, new InvocationOutcome(body.ToArray()));
    }

    private async Task ErrorAsync(string id, HttpContext context)
    {
        Record("POST invocation/error");
        var error = await JsonNode.ParseAsync(context.Request.Body);
        End(id, context, new InvocationOutcome([], error, context.Request.Headers["Lambda-Runtime-Function-Error-Type"]));
    }

    private void End(string id, HttpContext context, InvocationOutcome outcome)
    {
        var isKnown = _running.TryRemove(id, out var ended);
        context.Response.StatusCode = isKnown ? StatusCodes.Status202Accepted : StatusCodes.Status403Forbidden;
        ended?.Outcome.TrySetResult(outcome);
    }

    private void Record(string request) => _requests.Enqueue(request);

    private sealed record Pending(string Id, ReadOnlyMemory<byte> Payload, DateTimeOffset Deadline)
    {
        public TaskCompletionSource<InvocationOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
