using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing.Models;

internal sealed class AnthropicProtocol : WireProtocol
{
    public static readonly AnthropicProtocol Instance = new();

    public override ModelRequest Read(HttpContext context, string body)
    {
        var json = JsonNode.Parse(body)!;
        return new ModelRequest(
            ModelProtocol.Anthropic,
            json["model"]!.GetValue<string>(),
            json["system"]!.GetValue<string>(),
            string.Join('\n', Texts(json["messages"], "text", "content")),
            [.. (json["tools"]?.AsArray() ?? []).Select(t => t!["name"]!.GetValue<string>())],
            json["max_tokens"]!.GetValue<int>(),
            context.Request.Headers["anthropic-version"] == "2023-06-01" ? (string?)context.Request.Headers["x-api-key"] : null,
            body);
    }

    public override JsonObject Write(ModelRequest request, ModelReply reply) => new()
    {
        ["id"] = "msg_1",
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = request.Model,
        ["content"] = reply switch
        {
            ModelReply.CallTool call => new JsonArray(new JsonObject
            {
                ["type"] = "tool_use",
                ["id"] = "toolu_1",
                ["name"] = call.Name,
                ["input"] = JsonNode.Parse(call.Arguments),
            }),
            ModelReply.MalformedToolCall => new JsonArray(new JsonObject { ["type"] = "tool_use" }),
            ModelReply.Refusal => new JsonArray(),
            _ => new JsonArray(new JsonObject { ["type"] = "text", ["text"] = TextOf(reply) }),
        },
        ["stop_reason"] = reply switch
        {
            ModelReply.CallTool or ModelReply.MalformedToolCall => "tool_use",
            ModelReply.Truncated => "max_tokens",
            ModelReply.Refusal => "refusal",
            _ => "end_turn",
        },
        ["usage"] = new JsonObject { ["input_tokens"] = Tokens(request.Body), ["output_tokens"] = Tokens(TextOf(reply)) },
    };

    public override JsonObject Error(HttpContext context, ModelReply.Error error) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject { ["type"] = "api_error", ["message"] = error.Message },
    };
}
