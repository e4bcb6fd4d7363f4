using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;

namespace OpsWorker.Pipeline.Models.Calls;

/// <summary>A call to the models of a stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Requests">The same question with less and less context; the first that the budget allows is sent.</param>
/// <param name="UseMemory">True to use the answer to an earlier question of the same shape.</param>
public sealed record ModelCall(ModelStage Stage, IReadOnlyList<ChatRequest> Requests, bool UseMemory = true)
{
    /// <summary>The limit of the investigation that a rule states, within that of the settings; null for none.</summary>
    public ModelLimit? Limit { get; init; }
}
