using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Testing;

namespace OpsWorker.Aws.Tests.Wire;

/// <summary>
/// Stands for an AWS service: answers with what was recorded, one answer after the other and the last one for ever, and
/// keeps what it was asked. A recording is a file of HTTP as text: first line, headers, an empty line, the body.
/// </summary>
public sealed class RecordedService : IAsyncDisposable
{
    private static readonly string[] ShownHeaders = ["Content-Type", "X-Amz-Target"];

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

    /// <summary>What a file of the folder <c>Wire</c> holds.</summary>
    public static string Recording(string name) =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "OpsWorker.Aws.Tests", "Wire", name));

    /// <summary>Answers with a file of the folder <c>Wire</c>, for ever.</summary>
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

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers.ToDictionary(
            h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var text = Text($"{context.Request.Method} {context.Request.Path}", headers, await reader.ReadToEndAsync());
        _requests.Enqueue(new ServiceRequest(text, headers));

        var answer = _answers[Math.Min(Interlocked.Increment(ref _served), _answers.Count) - 1];
        var (head, body) = Split(answer);
        context.Response.StatusCode = int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture);
        foreach (var header in head.Skip(1).Select(line => line.Split(": ", 2)))
        {
            context.Response.Headers[header[0]] = header[1];
        }

        await context.Response.WriteAsync(body);
    }

    private static string Text(string firstLine, Dictionary<string, string> headers, string body)
    {
        var text = new StringBuilder(firstLine).Append('\n');
        foreach (var name in ShownHeaders.Where(headers.ContainsKey))
        {
            text.Append(name).Append(": ").Append(headers[name]).Append('\n');
        }

        return text.Append('\n').Append(body).Append('\n').ToString();
    }

    private static (string[] Head, string Body) Split(string recording)
    {
        var parts = recording.Split("\n\n", 2);
        return (parts[0].Split('\n'), parts[1].TrimEnd('\n'));
    }
}

/// <summary>A request as the service got it.</summary>
/// <param name="Text">In the form of a recording.</param>
/// <param name="Headers">All of its headers.</param>
public sealed record ServiceRequest(string Text, IReadOnlyDictionary<string, string> Headers);
