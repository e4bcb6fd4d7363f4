using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models;

/// <summary>An answer and those of its sentences that pass the checks.</summary>
/// <param name="Answer">The answer; null where there is none.</param>
/// <param name="Sentences">The sentences.</param>
internal sealed record CheckedAnswer(ClaimedAnswer? Answer, IReadOnlyList<CheckedSentence> Sentences);

/// <summary>The calls of an investigation, and the sentences that did not pass.</summary>
internal sealed class StageRun(IInvestigationContext context, ModelLimit? limit, IEnumerable<ModelCallSummary> earlier)
{
    private readonly List<ModelCallSummary> _calls = [.. earlier];

    public int Dropped { get; private set; }

    public IReadOnlyList<ModelCallSummary> Calls => _calls;

    /// <summary>Asks about one cause, which the prompt calls c1; with less material where a budget does not allow all of it.</summary>
    public Task<CheckedAnswer> AskAboutAsync(
        RankedCause cause, Incident incident, ModelStage stage, Func<string, ChatRequest> prompt, CancellationToken cancellationToken)
    {
        var full = CaseMaterial.Of(incident, [("c1", cause)], MaterialSize.Full);
        var small = CaseMaterial.Of(incident, [("c1", cause)], MaterialSize.Small);
        return AskAsync(new ModelCall(stage, [prompt(full.Write()), prompt(small.Write())]), full, cancellationToken);
    }

    /// <summary>Makes a call and checks the answer; sentences that do not pass are counted.</summary>
    public async Task<CheckedAnswer> AskAsync(ModelCall call, CaseMaterial material, CancellationToken cancellationToken)
    {
        var (answer, fromMemory) = await CallAsync(call, cancellationToken);
        var (passed, dropped) = ClaimCheck.Check(answer, material);

        // The numbers of this incident may be others than those of the remembered one: then it is asked anew.
        if (fromMemory && (answer is null || dropped > 0))
        {
            (answer, _) = await CallAsync(call with { UseMemory = false }, cancellationToken);
            (passed, dropped) = ClaimCheck.Check(answer, material);
        }

        Dropped += dropped;
        return new CheckedAnswer(answer, passed);
    }

    /// <summary>Makes a call by way of the context, so that it is made once.</summary>
    private async Task<(ClaimedAnswer? Answer, bool FromMemory)> CallAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var (summary, text) = await context.AskModelAsync(call with { Limit = limit }, cancellationToken);
        var answer = ClaimedAnswer.Parse(text);
        _calls.Add(text is null || answer is not null
            ? summary
            : summary with { Steps = [.. summary.Steps, "The answer was not the JSON that was asked for."] });
        return (answer, summary.FromMemory);
    }
}
