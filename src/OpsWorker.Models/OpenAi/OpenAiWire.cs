using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Models.OpenAi;

// POST chat/completions, as far as it is used here: https://platform.openai.com/docs/api-reference/chat/create.
internal sealed record OpenAiRequest(string Model, IReadOnlyList<OpenAiMessage> Messages)
{
    public int? MaxTokens { get; init; }

    public int? MaxCompletionTokens { get; init; }

    public IReadOnlyList<OpenAiTool>? Tools { get; init; }

    public OpenAiFormat? ResponseFormat { get; init; }
}

internal sealed record OpenAiMessage(string Role, string? Content)
{
    public IReadOnlyList<OpenAiToolCall>? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }

    public string? Refusal { get; init; }
}

internal sealed record OpenAiToolCall(string? Id, string Type, OpenAiFunctionCall? Function);

internal sealed record OpenAiFunctionCall(string? Name, string? Arguments);

internal sealed record OpenAiTool(string Type, OpenAiFunction Function);

internal sealed record OpenAiFunction(string Name, string Description, JsonElement Parameters);

internal sealed record OpenAiFormat(string Type, OpenAiSchema JsonSchema);

internal sealed record OpenAiSchema(string Name, bool Strict, JsonElement Schema);

internal sealed record OpenAiResponse(IReadOnlyList<OpenAiChoice>? Choices, OpenAiUsage? Usage);

internal sealed record OpenAiChoice(OpenAiMessage? Message, string? FinishReason);

internal sealed record OpenAiUsage(int PromptTokens, int CompletionTokens, OpenAiPromptDetails? PromptTokensDetails);

internal sealed record OpenAiPromptDetails(int CachedTokens);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAiRequest))]
[JsonSerializable(typeof(OpenAiResponse))]
internal sealed partial class OpenAiJson : JsonSerializerContext;
