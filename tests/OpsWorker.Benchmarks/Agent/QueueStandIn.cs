using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;

namespace OpsWorker.Benchmarks.Agent;

/// <summary>A server with only the parts that an agent needs: a session, a queue of commands, and a receiver of results.</summary>
internal sealed class QueueStandIn : IAsyncDisposable
{
    public const string ClusterId = "cl_measured";

    private readonly WebApplication _server;
    private readonly Channel<string> _commands = Channel.CreateUnbounded<string>();
    private readonly Channel<AgentMessage> _answers = Channel.CreateUnbounded<AgentMessage>();

    private QueueStandIn()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    /// <summary>Its address.</summary>
    public Uri Address => new(_server.Urls.Single());

    /// <summary>The size of the last upload, in bytes.</summary>
    public long Uploaded { get; private set; }

    /// <summary>The content of the last upload.</summary>
    public IReadOnlyList<QueryResult>? UploadedAnswer { get; private set; }

    public static async Task<QueueStandIn> StartAsync()
    {
        var server = new QueueStandIn();
        await server._server.StartAsync();
        return server;
    }

    /// <summary>Sends a command.</summary>
    public void Send(AgentCommand command) => _commands.Writer.TryWrite(JsonSerializer.Serialize(command, CoreJson.Default.AgentCommand));

    /// <summary>The agent's next message.</summary>
    public ValueTask<AgentMessage> NextAsync() => _answers.Reader.ReadAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var answer = request.Path.Value switch
        {
            "/v1/agent/session" => JsonSerializer.Serialize(Session(), CoreJson.Default.AgentSession),
            "/upload" => TakeUpload(body.ToArray()),
            _ => await SqsAsync(request.Headers["X-Amz-Target"].ToString(), body.ToArray(), context.RequestAborted),
        };
        context.Response.ContentType = request.Path == "/" ? "application/x-amz-json-1.0" : "application/json";
        await context.Response.WriteAsync(answer);
    }

    private string TakeUpload(byte[] content)
    {
        Uploaded = content.Length;
        UploadedAnswer = QueryResultsCodec.Unpack(content);
        return "{}";
    }

    private async Task<string> SqsAsync(string target, byte[] body, CancellationToken cancellationToken)
    {
        switch (target.Split('.')[^1])
        {
            case "ReceiveMessage":
                return await ReceiveAsync(cancellationToken);
            case "SendMessage":
                Take(JsonNode.Parse(body)!["MessageBody"]!.GetValue<string>());
                return """{"MessageId":"m"}""";
            case "SendMessageBatch":
                var entries = JsonNode.Parse(body)!["Entries"]!.AsArray();
                foreach (var entry in entries) Take(entry!["MessageBody"]!.GetValue<string>());
                return new JsonObject
                {
                    ["Successful"] = new JsonArray([.. entries.Select(e => Sent(e!))]),
                    ["Failed"] = new JsonArray(),
                }.ToJsonString();
            default:
                return "{}";
        }
    }

    private static JsonObject Sent(JsonNode entry) => new()
    {
        ["Id"] = entry["Id"]!.DeepClone(),
        ["MessageId"] = "m",
        ["MD5OfMessageBody"] = Md5(entry["MessageBody"]!.GetValue<string>()),
    };

    private async Task<string> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wait.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            var command = await _commands.Reader.ReadAsync(wait.Token);
            return new JsonObject
            {
                ["Messages"] = new JsonArray(new JsonObject
                {
                    ["MessageId"] = "m",
                    ["ReceiptHandle"] = "r",
                    ["Body"] = command,
                    ["MD5OfBody"] = Md5(command),
                    ["Attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
                }),
            }.ToJsonString();
        }
        catch (OperationCanceledException)
        {
            return "{}";
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "Clients of SQS check the MD5 of bodies; nothing is protected by it.")]
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private void Take(string message) => _answers.Writer.TryWrite(JsonSerializer.Deserialize(message, CoreJson.Default.AgentMessage)!);

    private AgentSession Session() => new()
    {
        ClusterId = ClusterId,
        Endpoint = Address,
        Region = "us-east-1",
        CommandQueueUrl = new Uri(Address, "queues/commands").AbsoluteUri,
        ResultQueueUrl = new Uri(Address, "queues/results").AbsoluteUri,
        UploadOrigin = Address,
        Credentials = new AgentCredentials
        {
            AccessKeyId = "measured",
            SecretAccessKey = "measured",
            SessionToken = "measured",
            Expiration = TimeProvider.System.GetUtcNow().AddHours(1),
        },
    };
}
