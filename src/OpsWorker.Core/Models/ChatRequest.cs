using System.Text.Json;

namespace OpsWorker.Core.Models;

/// <summary>A conversation for a model to continue.</summary>
public sealed record ChatRequest
{
    /// <summary>The instructions, which stand apart from the data of the turns.</summary>
    public required string Instructions { get; init; }

    /// <summary>The turns so far, oldest first; the first and the last are the user's.</summary>
    public required IReadOnlyList<ChatTurn> Turns { get; init; }

    /// <summary>The tools that the model may call.</summary>
    public IReadOnlyList<ChatTool> Tools { get; init; } = [];

    /// <summary>The JSON schema of the answer; null for text. A provider may ignore it, so the answer is checked anyway.</summary>
    public string? AnswerSchema { get; init; }

    /// <summary>The largest answer in tokens.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary>The instructions with the answer's schema, for APIs that have no field for it which all of their models take.</summary>
    public string WriteInstructions() => AnswerSchema is { } schema
        ? $"{Instructions}\nAnswer with one JSON object of this schema and nothing else: {schema}"
        : Instructions;

    /// <summary>A request of one question.</summary>
    public static ChatRequest Of(string instructions, string question, int maxOutputTokens, string? answerSchema = null) => new()
    {
        Instructions = instructions,
        Turns = [ChatTurn.User(question)],
        MaxOutputTokens = maxOutputTokens,
        AnswerSchema = answerSchema,
    };
}

/// <summary>The speaker of a turn.</summary>
public enum ChatRole
{
    /// <summary>The caller: a question, or the results of tools.</summary>
    User,

    /// <summary>The model: an answer, or calls of tools.</summary>
    Assistant,
}

/// <summary>A turn of a conversation.</summary>
/// <param name="Role">The speaker.</param>
/// <param name="Text">The text; empty where there is none.</param>
public sealed record ChatTurn(ChatRole Role, string Text)
{
    /// <summary>The model's calls of tools, in order.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>The results of the calls of the turn before.</summary>
    public IReadOnlyList<ToolResult> ToolResults { get; init; } = [];

    /// <summary>A turn of the user with text.</summary>
    public static ChatTurn User(string text) => new(ChatRole.User, text);
}

/// <summary>A tool that a model may call.</summary>
/// <param name="Name">The name: letters, digits, underscores.</param>
/// <param name="Description">The purpose, for the model.</param>
/// <param name="ParametersSchema">The JSON schema of the arguments, an object.</param>
public sealed record ChatTool(string Name, string Description, string ParametersSchema);

/// <summary>A call of a tool by a model.</summary>
/// <param name="Id">The provider's id of the call.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The arguments as the model wrote them, which need not be JSON.</param>
public sealed record ToolCall(string Id, string Name, string Arguments)
{
    /// <summary>The arguments as the JSON object that most APIs take; an empty one where the model wrote something else.</summary>
    public JsonElement ParseArguments()
    {
        try
        {
            if (JsonElement.Parse(Arguments) is { ValueKind: JsonValueKind.Object } arguments) return arguments;
        }
        catch (JsonException)
        {
            // The tool answers that its arguments are missing.
        }

        return JsonElement.Parse("{}");
    }
}

/// <summary>The result of a call of a tool.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Content">The result, or the reason for its absence.</param>
/// <param name="IsError">True where the call failed.</param>
public sealed record ToolResult(string CallId, string Content, bool IsError);
