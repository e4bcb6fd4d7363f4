using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>An OpsWorker server in an attacker's hands: it answers an agent as a test says, and keeps what the agent sends.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HostileServer(WebApplication application) => _application = application;

    /// <summary>The sessions to give out, one after the other; then good ones.</summary>
    public ConcurrentQueue<Func<AgentSession, AgentSession>> Sessions { get; } = new();

    /// <summary>The commands to give out.</summary>
    public ConcurrentQueue<AgentCommand> Commands { get; } = new();

    /// <summary>The bodies of messages that the agent sent.</summary>
    public ConcurrentQueue<string> Sent { get; } = new();

    /// <summary>The bodies of uploads that the agent sent.</summary>
    public ConcurrentQueue<byte[]> Uploaded { get; } = new();

    /// <summary>The number of sessions that were asked for.</summary>
    public int Opened => _opened;

    /// <summary>The number of polls for commands.</summary>
    public int Polls => _polls;

    /// <summary>The number of requests of any kind.</summary>
    public int Requests => _requests;

    /// <summary>Its address.</summary>
    public Uri Address => new(_application.Urls.First() + "/");

    /// <summary>Where every redirect leads to.</summary>
    public Uri? RedirectTo { get; set; }

    private int _requests;
    private int _opened;
    private int _polls;

    public static async Task<HostileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new HostileServer(builder.Build());
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (context.Request.Path.Value)
        {
            case "/v1/agent/session" when RedirectTo is not null && Interlocked.Increment(ref _opened) == 1:
            case "/moved":
                context.Response.Redirect(new Uri(RedirectTo!, "/stolen").AbsoluteUri, permanent: false, preserveMethod: true);
                break;
            case "/v1/agent/session":
                Interlocked.Increment(ref _opened);
                var good = GoodSession();
                var session = Sessions.TryDequeue(out var change) ? change(good) : good;
                await context.Response.WriteAsync(JsonSerializer.Serialize(session, CoreJson.Default.AgentSession));
                break;
            case "/upload":
                Uploaded.Enqueue(body.ToArray());
                break;
            default:
                await AnswerQueueAsync(context, Encoding.UTF8.GetString(body.ToArray()));
                break;
        }
    }

    private AgentSession GoodSession() => new()
    {
        ClusterId = "cl_1",
        Endpoint = Address,
        Region = "us-east-1",
        CommandQueueUrl = new Uri(Address, "queues/commands-cl-1").AbsoluteUri,
        ResultQueueUrl = new Uri(Address, "queues/results").AbsoluteUri,
        UploadOrigin = Address,
        Credentials = new AgentCredentials
        {
            AccessKeyId = "a",
            SecretAccessKey = "s",
            SessionToken = "t",
            Expiration = TimeProvider.System.GetUtcNow().AddHours(1),
        },
    };

    private Task AnswerQueueAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/x-amz-json-1.0";
        switch (context.Request.Headers["X-Amz-Target"].ToString())
        {
            case "AmazonSQS.ReceiveMessage":
                Interlocked.Increment(ref _polls);
                if (!Commands.TryDequeue(out var command)) return context.Response.WriteAsync("{}");
                var text = JsonSerializer.Serialize(command, CoreJson.Default.AgentCommand);
                var message = new JsonObject
                {
                    ["MessageId"] = command.Id,
                    ["ReceiptHandle"] = command.Id,
                    ["Body"] = text,
                    ["MD5OfBody"] = Md5(text),
                    ["Attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
                };
                return context.Response.WriteAsync(new JsonObject { ["Messages"] = new JsonArray(message) }.ToJsonString());
            case "AmazonSQS.SendMessage":
                var sent = JsonNode.Parse(body)!["MessageBody"]!.GetValue<string>();
                Sent.Enqueue(sent);
                return context.Response.WriteAsync(
                    new JsonObject { ["MessageId"] = "m", ["MD5OfMessageBody"] = Md5(sent) }.ToJsonString());
            case "AmazonSQS.SendMessageBatch":
                var entries = JsonNode.Parse(body)!["Entries"]!.AsArray();
                var answers = new JsonArray();
                foreach (var entry in entries)
                {
                    var one = entry!["MessageBody"]!.GetValue<string>();
                    Sent.Enqueue(one);
                    answers.Add(new JsonObject
                    {
                        ["Id"] = entry["Id"]!.GetValue<string>(),
                        ["MessageId"] = "m",
                        ["MD5OfMessageBody"] = Md5(one),
                    });
                }

                var batch = new JsonObject { ["Successful"] = answers, ["Failed"] = new JsonArray() };
                return context.Response.WriteAsync(batch.ToJsonString());
            default:
                return context.Response.WriteAsync("{}");
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "The checksum of SQS; nothing is protected by it.")]
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
