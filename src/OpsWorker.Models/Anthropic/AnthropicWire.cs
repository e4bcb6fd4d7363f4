using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Models.Anthropic;

// POST v1/messages, as far as it is used here: https://docs.claude.com/en/api/messages.
internal sealed record AnthropicRequest(string Model, int MaxTokens, string System, IReadOnlyList<AnthropicMessage> Messages)
{
    public IReadOnlyList<AnthropicTool>? Tools { get; init; }
}

internal sealed record AnthropicMessage(string Role, IReadOnlyList<AnthropicContent> Content);

internal sealed record AnthropicContent(string? Type)
{
    public string? Text { get; init; }

    public string? Id { get; init; }

    public string? Name { get; init; }

    public JsonElement? Input { get; init; }

    public string? ToolUseId { get; init; }

    public string? Content { get; init; }

    public bool? IsError { get; init; }
}

internal sealed record AnthropicTool(string Name, string Description, JsonElement InputSchema);

internal sealed record AnthropicResponse(IReadOnlyList<AnthropicContent>? Content, string? StopReason, AnthropicUsage? Usage);

internal sealed record AnthropicUsage(int InputTokens, int OutputTokens, int? CacheReadInputTokens, int? CacheCreationInputTokens);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AnthropicRequest))]
[JsonSerializable(typeof(AnthropicResponse))]
internal sealed partial class AnthropicJson : JsonSerializerContext;
