namespace OpsWorker.Core.Models;

/// <summary>The kind of a <see cref="ChatOutcome"/>.</summary>
public enum ChatStatus
{
    /// <summary>The model answered with text.</summary>
    Answered,

    /// <summary>The model calls tools.</summary>
    ToolsCalled,

    /// <summary>The model, or the provider's filter, declined to answer.</summary>
    Refused,

    /// <summary>The answer reached the limit of tokens and is cut.</summary>
    Truncated,

    /// <summary>The provider is throttling, failing, too slow or not reachable; another provider, or a later call, may work.</summary>
    Unavailable,

    /// <summary>The provider does not accept the request: credential, model, or content. The same call fails again.</summary>
    Rejected,

    /// <summary>The provider's answer has another form than its API documents.</summary>
    Malformed,
}

/// <summary>The tokens of a call, as the provider counts them.</summary>
/// <param name="Input">The tokens of the request, those read from a cache included.</param>
/// <param name="Output">The tokens of the answer.</param>
/// <param name="CachedInput">The tokens of the request that were read from the provider's cache.</param>
public sealed record TokenUsage(int Input, int Output, int CachedInput = 0)
{
    /// <summary>No tokens.</summary>
    public static readonly TokenUsage None = new(0, 0);
}

/// <summary>The outcome of a call to a model.</summary>
public sealed record ChatOutcome
{
    /// <summary>The kind.</summary>
    public required ChatStatus Status { get; init; }

    /// <summary>The text of the answer, also of one that is cut; empty where there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The calls of tools.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>The tokens; none where the provider reported none.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.None;

    /// <summary>The reason for a missing answer, in one sentence without credentials; null where there is an answer.</summary>
    public string? Reason { get; init; }

    /// <summary>An outcome without an answer.</summary>
    public static ChatOutcome Failed(ChatStatus status, string reason) => new() { Status = status, Reason = reason };
}
