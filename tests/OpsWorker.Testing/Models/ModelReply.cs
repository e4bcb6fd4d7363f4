namespace OpsWorker.Testing.Models;

/// <summary>A scripted reply of the <see cref="ModelStandIn"/>, written in the protocol of the request.</summary>
public abstract record ModelReply
{
    /// <summary>An answer of text.</summary>
    public sealed record Answer(string Text) : ModelReply;

    /// <summary>A call of a tool.</summary>
    public sealed record CallTool(string Name, string Arguments) : ModelReply;

    /// <summary>A call of a tool without a name and an id.</summary>
    public sealed record MalformedToolCall : ModelReply;

    /// <summary>The model, or the provider's filter, declines.</summary>
    public sealed record Refusal : ModelReply;

    /// <summary>An answer that reaches the limit of tokens.</summary>
    public sealed record Truncated(string Text) : ModelReply;

    /// <summary>An error of the provider; the message may quote anything.</summary>
    public sealed record Error(int Status, string Message, int? RetryAfterSeconds = null) : ModelReply;

    /// <summary>No answer until the caller gives up.</summary>
    public sealed record Silence : ModelReply;

    /// <summary>The connection breaks off within the body.</summary>
    public sealed record Cut : ModelReply;

    /// <summary>A body as it is, with status 200.</summary>
    public sealed record Body(string Content) : ModelReply;
}

/// <summary>The protocols of providers.</summary>
public enum ModelProtocol
{
    /// <summary>OpenAI's chat completions.</summary>
    OpenAi,

    /// <summary>Anthropic's messages.</summary>
    Anthropic,

    /// <summary>Converse of Amazon Bedrock.</summary>
    Bedrock,
}

/// <summary>A request that the <see cref="ModelStandIn"/> received.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Model">The model.</param>
/// <param name="Instructions">The system prompt.</param>
/// <param name="Text">All text of the turns, results of tools included.</param>
/// <param name="Tools">The names of the tools.</param>
/// <param name="MaxTokens">The limit of the answer.</param>
/// <param name="Credential">The header with the credential; null without one.</param>
/// <param name="Body">The whole body.</param>
public sealed record ModelRequest(
    ModelProtocol Protocol,
    string Model,
    string Instructions,
    string Text,
    IReadOnlyList<string> Tools,
    int MaxTokens,
    string? Credential,
    string Body);
