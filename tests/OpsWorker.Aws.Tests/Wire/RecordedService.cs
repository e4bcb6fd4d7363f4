using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Testing;

namespace OpsWorker.Aws.Tests.Wire;

/// <summary>
/// A stand-in for an AWS service: replays recorded answers in order, the last one forever, and keeps the requests.
/// A recording is HTTP as text: first line, headers, an empty line, the body.
/// </summary>
public sealed class RecordedService : IAsyncDisposable
{
    /// <summary>An answer that never comes.</summary>
    public const string NoAnswer = "";

    private readonly WebApplication _app;
    private readonly List<string> _answers;
    private readonly ConcurrentQueue<ServiceRequest> _requests = new();
    private int _served;

    private RecordedService(WebApplication app, IEnumerable<string> answers)
    {
        _app = app;
        _answers = [.. answers];
    }

    public string Url => _app.Urls.First();

    public IReadOnlyList<ServiceRequest> Requests => [.. _requests];

    /// <summary>Reads a file of the folder <c>Wire</c>.</summary>
    public static string Recording(string name) =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "OpsWorker.Aws.Tests", "Wire", name));

    /// <summary>Replays a file of the folder <c>Wire</c> forever.</summary>
    public static Task<RecordedService> ReplayAsync(string name) => StartAsync(Recording(name));

    public static async Task<RecordedService> StartAsync(params string[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new RecordedService(builder.Build(), answers);
        service._app.Run(service.AnswerAsync);
        await service._app.StartAsync();
        return service;
    }

    /// <summary>Splits HTTP as text into the lines of its head and its body.</summary>
    public static (string[] Head, string Body) Split(string recording)
    {
        var parts = recording.Split("\n\n", 2);
        return (parts[0].Split('\n'), parts[1].TrimEnd('\n'));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new ServiceRequest(
            $"{context.Request.Method} {context.Request.Path}", headers, await reader.ReadToEndAsync()));

        var answer = _answers[Math.Min(Interlocked.Increment(ref _served), _answers.Count) - 1];
        if (answer is NoAnswer) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var (head, body) = Split(answer);
        context.Response.StatusCode = int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture);
        foreach (var header in head.Skip(1).Select(line => line.Split(": ", 2)))
        {
            context.Response.Headers[header[0]] = header[1];
        }

        await context.Response.WriteAsync(body);
    }
}

/// <summary>A request as the service received it.</summary>
/// <param name="Line">Method and path.</param>
/// <param name="Headers">All headers; their names are not case-sensitive.</param>
/// <param name="Body">The body.</param>
public sealed record ServiceRequest(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The operation of AWS JSON.</summary>
    public string Target => Headers["X-Amz-Target"];

    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;
}
