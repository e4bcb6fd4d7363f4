using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Aws.Bedrock.Model;

public sealed record ConverseBody(
    IReadOnlyList<SystemContentBlock> System, IReadOnlyList<Message> Messages, InferenceConfiguration InferenceConfig)
{
    public ToolConfiguration? ToolConfig { get; init; }

    public GuardrailConfiguration? GuardrailConfig { get; init; }
}

public sealed record SystemContentBlock(string Text);

public sealed record Message(string? Role, IReadOnlyList<ContentBlock>? Content);

public sealed record ContentBlock
{
    public string? Text { get; init; }

    public ToolUseBlock? ToolUse { get; init; }

    public ToolResultBlock? ToolResult { get; init; }
}

public sealed record ToolUseBlock(string? ToolUseId, string? Name, JsonElement? Input);

public sealed record ToolResultBlock(string ToolUseId, IReadOnlyList<ToolResultContentBlock> Content, string Status);

public sealed record ToolResultContentBlock(string Text);

public sealed record InferenceConfiguration(int MaxTokens);

public sealed record ToolConfiguration(IReadOnlyList<Tool> Tools);

public sealed record Tool(ToolSpecification ToolSpec);

public sealed record ToolSpecification(string Name, string Description, ToolInputSchema InputSchema);

public sealed record ToolInputSchema(JsonElement Json);

public sealed record GuardrailConfiguration(string GuardrailIdentifier, string GuardrailVersion)
{
    /// <summary>The guardrail of that id; null where there is none.</summary>
    public static GuardrailConfiguration? Of(string? id, string version) => id is null ? null : new(id, version);
}

/// <summary>The body of an answer.</summary>
public sealed record ConverseContent(ConverseOutput? Output, string? StopReason, ConverseTokens? Usage);

public sealed record ConverseOutput(Message? Message);

public sealed record ConverseTokens(int InputTokens, int OutputTokens, int? CacheReadInputTokens, int? CacheWriteInputTokens);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConverseBody))]
[JsonSerializable(typeof(ConverseContent))]
internal sealed partial class ConverseJson : JsonSerializerContext;
