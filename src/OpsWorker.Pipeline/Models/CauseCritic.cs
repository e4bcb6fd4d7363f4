using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;

namespace OpsWorker.Pipeline.Models;

/// <summary>Looks for evidence against the best cause. It may lower its confidence, to half at most, and nothing else.</summary>
internal static class CauseCritic
{
    private const double LowestShare = 0.5;

    public static async Task<(DiagnosisResult Result, IReadOnlyList<CheckedSentence> Doubts)> CriticiseAsync(
        StageRun run, Incident incident, DiagnosisResult result, CancellationToken cancellationToken)
    {
        var best = result.Causes[0];
        var (answer, doubts) = await run.AskAboutAsync(best, incident, ModelStage.Critic, Prompts.Criticise, cancellationToken);
        if (doubts.Count == 0 || answer?.Confidence is not { } asked || !(asked < best.Confidence)) return (result, []);
        var lowered = Math.Round(Math.Max(asked, best.Confidence * LowestShare), 2);
        return (Lower(result, lowered), doubts);
    }

    // The order stays: what was behind stays behind.
    private static DiagnosisResult Lower(DiagnosisResult result, double confidence) => result with
    {
        Causes = [.. result.Causes.Select(cause => cause with { Confidence = Math.Min(cause.Confidence, confidence) })],
    };
}
