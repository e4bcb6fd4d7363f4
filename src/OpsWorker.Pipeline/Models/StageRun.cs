using OpsWorker.Core.Findings;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models;

/// <summary>The calls of an investigation, and the sentences that did not pass.</summary>
internal sealed class StageRun(IInvestigationContext context, IEnumerable<ModelCallSummary> earlier)
{
    private const int MaxSentences = 5;

    private readonly List<ModelCallSummary> _calls = [.. earlier];

    public int Dropped { get; private set; }

    public IReadOnlyList<ModelCallSummary> Calls => _calls;

    /// <summary>Makes a call by way of the context, so that it is made once.</summary>
    public async Task<(ClaimedAnswer? Answer, bool FromMemory)> AskAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var (summary, text) = await context.AskModelAsync(call, cancellationToken);
        var answer = ClaimedAnswer.Parse(text);
        _calls.Add(text is null || answer is not null
            ? summary
            : summary with { Steps = [.. summary.Steps, "The answer was not the JSON that was asked for."] });
        return (answer, summary.FromMemory);
    }

    /// <summary>The sentences that pass the checks, at most five; the others are counted.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="material">The material of the question.</param>
    /// <param name="count">False for an answer that is only tried.</param>
    public IReadOnlyList<CheckedSentence> Check(ClaimedAnswer? answer, CaseMaterial material, bool count = true)
    {
        var claims = answer?.Sentences ?? [];
        var passed = claims.Select(claim => ClaimCheck.Check(claim, material).Sentence).OfType<CheckedSentence>().ToList();
        var shown = passed.DistinctBy(sentence => sentence.Text, StringComparer.Ordinal).Take(MaxSentences).ToList();
        if (count) Dropped += claims.Count - shown.Count;
        return shown;
    }
}
