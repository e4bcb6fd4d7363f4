using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsWorker.CodeHosts.Tests;

/// <summary>Stands in for a code host's API on a free port; what is not scripted is not found.</summary>
internal sealed class CodeHostStandIn : IAsyncDisposable
{
    private const string NotFound = """{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}""";

    private readonly WebApplication _app;
    private readonly IReadOnlyDictionary<string, ScriptedAnswer> _answers;
    private readonly ConcurrentQueue<string> _requests = new();

    private CodeHostStandIn(WebApplication app, IReadOnlyDictionary<string, ScriptedAnswer> answers)
    {
        _app = app;
        _answers = answers;
        app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>The requests so far with the headers of the credential: <c>GET /repos/acme/checkout Bearer …</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static async Task<CodeHostStandIn> StartAsync(IReadOnlyDictionary<string, ScriptedAnswer> answers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var host = new CodeHostStandIn(builder.Build(), answers);
        await host._app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        // As it was sent: a slash within a name is written %2F.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var credential = context.Request.Headers.Authorization.Concat(context.Request.Headers["PRIVATE-TOKEN"]).FirstOrDefault();
        _requests.Enqueue($"{context.Request.Method} {target} {credential}");
        if (Find($"{context.Request.Method} {target}") is not { } answer)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync(NotFound);
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value.Replace("{base}/", Address.ToString(), StringComparison.Ordinal);
        }

        await context.Response.WriteAsync(answer.Body.GetRawText());
    }

    private ScriptedAnswer? Find(string request)
    {
        var (path, parameters) = Split(request);
        return _answers
            .Select(answer => (Split(answer.Key).Path, Split(answer.Key).Parameters, Answer: answer.Value))
            .Where(answer => answer.Path == path && Fits(answer.Parameters, parameters))
            .OrderByDescending(answer => answer.Parameters.Count)
            .Select(answer => answer.Answer)
            .FirstOrDefault();
    }

    // A page that is not scripted does not exist.
    private static bool Fits(Dictionary<string, string> scripted, Dictionary<string, string> sent) =>
        scripted.All(p => sent.GetValueOrDefault(p.Key) == p.Value)
        && (scripted.ContainsKey("page") || sent.GetValueOrDefault("page", "1") == "1");

    private static (string Path, Dictionary<string, string> Parameters) Split(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? (target, [])
            : (target[..mark], QueryHelpers.ParseQuery(target[mark..]).ToDictionary(p => p.Key, p => p.Value.ToString()));
    }
}
