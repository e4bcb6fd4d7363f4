using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpsWorker.Testing;

/// <summary>
/// Stands in for Slack on a free port: <c>chat.postMessage</c>, <c>chat.update</c>, <c>conversations.history</c> and an
/// incoming webhook, with the rules of the real one that matter here: blocks over the limits are refused, history knows
/// channels by id only, replies in threads are not in it. It lives in the test's process, so it outlives a server that
/// is killed.
/// </summary>
public sealed class SlackStandIn : IAsyncDisposable
{
    public const string Channel = "C0123456789";
    public const string ChannelName = "#alerts";
    public const string Token = "xoxb-5555-standin-SECRETTOKEN";
    public const string WebhookSecret = "WEBHOOKSECRET";

    private readonly WebApplication _app;
    private readonly SlackStandInStore _store;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackFault>> _faults = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<(string Id, JsonObject Content)> _responses = new();

    private SlackStandIn(WebApplication app, TimeProvider time)
    {
        _app = app;
        _store = new SlackStandInStore(time);
        app.MapPost("/api/chat.postMessage", c => HandleAsync(c, "chat.postMessage", PostAsync));
        app.MapPost("/api/chat.update", c => HandleAsync(c, "chat.update", UpdateAsync));
        app.MapGet("/api/conversations.history", c => HandleAsync(c, "conversations.history", HistoryAsync));
        app.MapGet("/api/conversations.replies", c => HandleAsync(c, "conversations.replies", RepliesAsync));
        app.MapPost("/api/auth.test", c => HandleAsync(c, "auth.test", AuthAsync));
        app.MapPost("/response/{id}", c => HandleAsync(c, "response", RespondAsync));
        app.MapPost("/services/T0/B0/{secret}", c => HandleAsync(c, "webhook", WebhookAsync));
    }

    /// <summary>For the setting <c>Slack:ApiBaseUrl</c>.</summary>
    public Uri ApiBaseUrl => new(_app.Urls.Single() + "/api/");

    /// <summary>For the setting <c>Slack:WebhookUrl</c>.</summary>
    public Uri WebhookUrl => new($"{_app.Urls.Single()}/services/T0/B0/{WebhookSecret}");

    /// <summary>The scopes of the token, as <c>auth.test</c> states them.</summary>
    public string Scopes { get; set; } = "chat:write,channels:history,groups:history,commands,app_mentions:read";

    /// <summary>The messages as they stand, in order of posting, without replies.</summary>
    public IReadOnlyList<SlackStandInMessage> Messages => [.. _store.Messages.Where(m => m.ThreadTs is null)];

    /// <summary>The replies in threads, in order of posting.</summary>
    public IReadOnlyList<SlackStandInMessage> Replies => [.. _store.Messages.Where(m => m.ThreadTs is not null)];

    /// <summary>The answers to the addresses of <see cref="ResponseUrl"/>, with the id of each.</summary>
    public IReadOnlyList<(string Id, JsonObject Content)> Responses => [.. _responses];

    /// <summary>The methods that were called, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Asked before every call, with the method's name; a fault that it returns is what the caller gets.</summary>
    public Func<string, SlackFault?> Fault { get; set; } = _ => null;

    public static async Task<SlackStandIn> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var slack = new SlackStandIn(builder.Build(), time ?? TimeProvider.System);
        await slack._app.StartAsync();
        return slack;
    }

    /// <summary>An address as Slack gives it with a request, for answers.</summary>
    public Uri ResponseUrl(string id) => new($"{_app.Urls.Single()}/response/{id}");

    /// <summary>The number of messages posted per incident, thread replies not counted.</summary>
    public IReadOnlyDictionary<string, int> MessagesPerIncident() => Messages
        .Where(m => m.IncidentId is not null && m.ThreadTs is null)
        .GroupBy(m => m.IncidentId!)
        .ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Makes the next call of the method fail; several are used up in order.</summary>
    public void FailNext(string method, SlackFault fault) => _faults.GetOrAdd(method, _ => new()).Enqueue(fault);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context, string method, Func<HttpContext, Task<JsonObject>> answer)
    {
        _requests.Enqueue(method);
        var fault = _faults.TryGetValue(method, out var queue) && queue.TryDequeue(out var next) ? next : Fault(method);
        if (fault is not null and not SlackFault.AnswerLost)
        {
            await fault.WriteAsync(context);
            return;
        }

        var result = method is "webhook" or "response" || context.Request.Headers.Authorization == $"Bearer {Token}"
            ? await answer(context)
            : SlackFault.Error.Json("invalid_auth");
        if (fault is SlackFault.AnswerLost) context.Abort();
        else if (method is "webhook" or "response") await WriteWebhookAnswerAsync(context, result);
        else await context.Response.WriteAsync(result.ToJsonString());
    }

    private async Task<JsonObject> PostAsync(HttpContext context)
    {
        var content = await ReadAsync(context);
        var channel = IdOf(content["channel"]?.GetValue<string>());
        if (channel is null) return SlackFault.Error.Json("channel_not_found");
        return Take(channel, content);
    }

    private async Task<JsonObject> UpdateAsync(HttpContext context)
    {
        var content = await ReadAsync(context);
        if (content["channel"]?.GetValue<string>() is not Channel) return SlackFault.Error.Json("channel_not_found");
        if (SlackStandInLimits.Check(content) is { } error) return SlackFault.Error.Json(error);
        var message = _store.Update(Channel, content["ts"]?.GetValue<string>() ?? "", content);
        return message is null ? SlackFault.Error.Json("message_not_found") : Ok(message);
    }

    private Task<JsonObject> HistoryAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var isKnown = query["channel"] == Channel;
        return Task.FromResult(isKnown ? _store.History(Channel, query) : SlackFault.Error.Json("channel_not_found"));
    }

    private Task<JsonObject> RepliesAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return Task.FromResult(_store.History(Channel, query, query["ts"]));
    }

    private Task<JsonObject> AuthAsync(HttpContext context)
    {
        context.Response.Headers["X-OAuth-Scopes"] = Scopes;
        return Task.FromResult(new JsonObject { ["ok"] = true, ["team"] = "Standin", ["user"] = "opsworker" });
    }

    private async Task<JsonObject> RespondAsync(HttpContext context)
    {
        var content = await ReadAsync(context);
        if (SlackStandInLimits.Check(content) is { } error) return SlackFault.Error.Json(error);
        _responses.Enqueue(((string)context.Request.RouteValues["id"]!, content));
        return new JsonObject { ["ok"] = true };
    }

    private async Task<JsonObject> WebhookAsync(HttpContext context)
    {
        if (context.Request.RouteValues["secret"] as string != WebhookSecret) return SlackFault.Error.Json("no_service");
        var content = await ReadAsync(context);
        return Take(Channel, content);
    }

    private JsonObject Take(string channel, JsonObject content) => SlackStandInLimits.Check(content) is { } error
        ? SlackFault.Error.Json(error)
        : Ok(_store.Add(channel, content));

    private static async Task WriteWebhookAnswerAsync(HttpContext context, JsonObject answer)
    {
        var error = answer["error"]?.GetValue<string>();
        context.Response.StatusCode = error switch { null => 200, "no_service" => 404, _ => 400 };
        await context.Response.WriteAsync(error ?? "ok");
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context) =>
        (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();

    private static string? IdOf(string? channel) => channel is Channel or ChannelName ? Channel : null;

    private static JsonObject Ok(SlackStandInMessage message) =>
        new() { ["ok"] = true, ["channel"] = message.Channel, ["ts"] = message.Ts };
}
