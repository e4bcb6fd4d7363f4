using System.Text;
using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Lambda;

/// <summary>Events as an API Gateway HTTP API sends them, in payload format 2.0.</summary>
public static class HttpEvents
{
    /// <summary>A request.</summary>
    public static byte[] Of(string method, string path, string? apiKey = null, byte[]? body = null)
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
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }
}
