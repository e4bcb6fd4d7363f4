using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing.Models;

internal sealed class OpenAiProtocol : WireProtocol
{
    public static readonly OpenAiProtocol Instance = new();

    public override ModelRequest Read(HttpContext context, string body)
    {
        var json = JsonNode.Parse(body)!;
        var messages = json["messages"]!.AsArray();
        var headers = context.Request.Headers;
        return new ModelRequest(
            ModelProtocol.OpenAi,
            json["model"]!.GetValue<string>(),
            messages[0]!["content"]!.GetValue<string>(),
            string.Join('\n', messages.Skip(1).SelectMany(m => Texts(m, "content"))),
            [.. (json["tools"]?.AsArray() ?? []).Select(t => t!["function"]!["name"]!.GetValue<string>())],
            (json["max_tokens"] ?? json["max_completion_tokens"])!.GetValue<int>(),
            headers.TryGetValue("api-key", out var key) ? (string?)key : (string?)headers.Authorization,
            body);
    }

    public override JsonObject Write(ModelRequest request, ModelReply reply) => new()
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["model"] = request.Model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = Message(reply),
            ["finish_reason"] = reply switch
            {
                ModelReply.CallTool or ModelReply.MalformedToolCall => "tool_calls",
                ModelReply.Truncated => "length",
                _ => "stop",
            },
        }),
        ["usage"] = new JsonObject
        {
            ["prompt_tokens"] = Tokens(request.Body),
            ["completion_tokens"] = Tokens(TextOf(reply)),
            ["total_tokens"] = Tokens(request.Body) + Tokens(TextOf(reply)),
        },
    };

    public override JsonObject Error(HttpContext context, ModelReply.Error error) => new()
    {
        ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = "error", ["code"] = null },
    };

    private static JsonObject Message(ModelReply reply) => reply switch
    {
        ModelReply.CallTool call => WithCall(new()
        {
            ["id"] = "call_1",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
        }),
        ModelReply.MalformedToolCall => WithCall(new() { ["type"] = "function" }),
        ModelReply.Refusal => new() { ["role"] = "assistant", ["content"] = null, ["refusal"] = "I can't help with that." },
        _ => new() { ["role"] = "assistant", ["content"] = TextOf(reply) },
    };

    private static JsonObject WithCall(JsonObject call) =>
        new() { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(call) };
}
