using System.Text.Json.Nodes;
using OpsWorker.Testing.Lambda;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>Calls an HTTP function as API Gateway does.</summary>
internal static class HttpCall
{
    public static async Task<JsonNode> SendAsync(
        FunctionCall function, string method, string path, string? apiKey = null, byte[]? body = null)
    {
        var output = await function(HttpEvents.Of(method, path, apiKey, body));
        return JsonNode.Parse(output.Span)!;
    }
}
