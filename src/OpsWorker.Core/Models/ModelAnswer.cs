using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Models;

/// <summary>The recorded outcome of a call to a model.</summary>
/// <param name="Call">The call.</param>
/// <param name="Text">The answer, not yet checked; null where there is none.</param>
public sealed record ModelAnswer(ModelCallSummary Call, string? Text)
{
    /// <summary>The calls of tools in place of an answer.</summary>
    public IReadOnlyList<ToolCall> ToolCalls { get; set; } = [];
}
