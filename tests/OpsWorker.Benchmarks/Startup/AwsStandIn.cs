using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Benchmarks.Startup;

/// <summary>
/// As much of DynamoDB and SQS as a webhook and a list need, at no cost to speak of: items by their keys, lists that are empty,
/// queues that take every message.
/// </summary>
internal sealed class AwsStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _items = new();

    private AwsStandIn(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>The messages that queues took.</summary>
    public int Messages { get; private set; }

    public static async Task<AwsStandIn> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var standIn = new AwsStandIn(builder.Build());
        standIn._app.Run(standIn.AnswerAsync);
        await standIn._app.StartAsync();
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
        context.Response.ContentType = "application/x-amz-json-1.0";
        await context.Response.WriteAsync(Answer(operation, request));
    }

    private string Answer(string operation, JsonNode request)
    {
        switch (operation)
        {
            case "GetItem":
                return _items.TryGetValue(Key(request["Key"]!), out var item) ? $$"""{"Item":{{item}}}""" : "{}";
            case "TransactWriteItems":
                foreach (var put in request["TransactItems"]!.AsArray()) Put(put!["Put"]!["Item"]!);
                return "{}";
            case "PutItem":
                Put(request["Item"]!);
                return "{}";
            case "UpdateItem":
                return "{}";
            case "Query":
                return """{"Items":[],"Count":0,"ScannedCount":0}""";
            case "SendMessage":
                return Taken(request).ToJsonString();
            case "SendMessageBatch":
                var taken = request["Entries"]!.AsArray().Select(entry => (JsonNode)Taken(entry!));
                return new JsonObject { ["Successful"] = new JsonArray([.. taken]), ["Failed"] = new JsonArray() }.ToJsonString();
            default:
                throw new InvalidOperationException($"The stand-in does not know {operation}.");
        }
    }

    private void Put(JsonNode item) => _items[Key(item)] = item.ToJsonString();

    private JsonObject Taken(JsonNode message)
    {
        Messages++;
        var body = Encoding.UTF8.GetBytes(message["MessageBody"]!.GetValue<string>());
        var taken = new JsonObject { ["MessageId"] = $"m-{Messages}", ["MD5OfMessageBody"] = Md5(body) };
        if (message["Id"] is { } id) taken["Id"] = id.GetValue<string>();
        return taken;
    }

    private static string Key(JsonNode item) => $"{item["pk"]!["S"]} {item["sk"]!["S"]}";

    // The checksum by which clients of SQS check that a message arrived whole.
#pragma warning disable CA5351
    private static string Md5(byte[] body) => Convert.ToHexStringLower(MD5.HashData(body));
#pragma warning restore CA5351
}
