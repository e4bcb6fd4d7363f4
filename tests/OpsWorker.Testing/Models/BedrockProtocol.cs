using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing.Models;

internal sealed class BedrockProtocol : WireProtocol
{
    public static readonly BedrockProtocol Instance = new();

    public override ModelRequest Read(HttpContext context, string body)
    {
        var json = JsonNode.Parse(body)!;
        return new ModelRequest(
            ModelProtocol.Bedrock,
            Uri.UnescapeDataString((string)context.Request.RouteValues["model"]!),
            string.Concat(Texts(json["system"], "text")),
            string.Join('\n', Texts(json["messages"], "text")),
            [.. (json["toolConfig"]?["tools"]?.AsArray() ?? []).Select(t => t!["toolSpec"]!["name"]!.GetValue<string>())],
            json["inferenceConfig"]!["maxTokens"]!.GetValue<int>(),
            context.Request.Headers.Authorization,
            body);
    }

    public override JsonObject Write(ModelRequest request, ModelReply reply) => new()
    {
        ["output"] = new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = new JsonArray(reply switch
                {
                    ModelReply.CallTool call => Use(new()
                    {
                        ["toolUseId"] = "tooluse_1",
                        ["name"] = call.Name,
                        ["input"] = JsonNode.Parse(call.Arguments),
                    }),
                    ModelReply.MalformedToolCall => Use([]),
                    _ => new JsonObject { ["text"] = TextOf(reply) },
                }),
            },
        },
        ["stopReason"] = reply switch
        {
            ModelReply.CallTool or ModelReply.MalformedToolCall => "tool_use",
            ModelReply.Truncated => "max_tokens",
            ModelReply.Refusal => "guardrail_intervened",
            _ => "end_turn",
        },
        ["usage"] = new JsonObject
        {
            ["inputTokens"] = Tokens(request.Body),
            ["outputTokens"] = Tokens(TextOf(reply)),
            ["totalTokens"] = Tokens(request.Body) + Tokens(TextOf(reply)),
        },
        ["metrics"] = new JsonObject { ["latencyMs"] = 1 },
    };

    public override JsonObject Error(HttpContext context, ModelReply.Error error)
    {
        context.Response.Headers["x-amzn-ErrorType"] = error.Status switch
        {
            429 => "ThrottlingException",
            403 => "AccessDeniedException",
            >= 500 => "ServiceUnavailableException",
            _ => "ValidationException",
        };
        return new() { ["message"] = error.Message };
    }

    private static JsonObject Use(JsonObject use) => new() { ["toolUse"] = use };
}
