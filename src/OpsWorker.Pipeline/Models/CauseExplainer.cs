using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models;

/// <summary>Explains a cause in sentences whose every quotation, name and number is checked.</summary>
internal static class CauseExplainer
{
    public static async Task<IReadOnlyList<CheckedSentence>> ExplainAsync(
        StageRun run, Incident incident, RankedCause cause, CancellationToken cancellationToken)
    {
        var full = CaseMaterial.Of(incident, [("c1", cause)], MaterialSize.Full);
        var small = CaseMaterial.Of(incident, [("c1", cause)], MaterialSize.Small);
        var call = new ModelCall(ModelStage.Explain, [Prompts.Explain(full.Write()), Prompts.Explain(small.Write())]);
        var (answer, fromMemory) = await run.AskAsync(call, cancellationToken);
        if (!fromMemory) return run.Check(answer, full);

        // The numbers of this incident may be others: then it is explained anew.
        var remembered = run.Check(answer, full, count: false);
        if (remembered.Count > 0 && remembered.Count == answer?.Sentences?.Count) return remembered;
        (answer, _) = await run.AskAsync(call with { UseMemory = false }, cancellationToken);
        return run.Check(answer, full);
    }
}
