using System.Text;
using System.Text.Json.Nodes;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Calls an HTTP function as API Gateway does.</summary>
internal static class HttpCall
{
    public static async Task<JsonNode> SendAsync(
        Func<Stream, Task<Stream>> function, string method, string path, string? apiKey = null, byte[]? body = null)
    {
        var headers = new JsonObject { ["host"] = "api.example.com", ["content-type"] = "application/json" };
        if (apiKey is not null) headers["authorization"] = "Bearer " + apiKey;
        var request = new JsonObject
        {
            ["version"] = "2.0",
            ["rawPath"] = path,
            ["rawQueryString"] = "",
            ["headers"] = headers,
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = "request",
                ["http"] = new JsonObject { ["method"] = method, ["protocol"] = "HTTP/1.1", ["sourceIp"] = "203.0.113.7" },
            },
            ["body"] = Convert.ToBase64String(body ?? []),
            ["isBase64Encoded"] = true,
        };
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(request.ToJsonString()));
        await using var output = await function(input);
        return (await JsonNode.ParseAsync(output))!;
    }
}
