using System.Globalization;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models;

/// <summary>
/// Lets a model choose between causes of about the same confidence. A choice counts where two calls, with the causes in opposite order,
/// make the same one and justify it by evidence; it changes the order of these causes and raises no confidence. A cause of a higher layer
/// is no candidate: trouble on a lower layer makes trouble on higher ones, which no opinion turns round. Nor is the same cause at another
/// object: which object reaches the alert the engine has checked.
/// </summary>
internal static class CauseChooser
{
    private const int MaxCandidates = 5;
    private const string None = "none";

    // Causes behind the first have half of their score for a confidence: see CauseRanker. At a tie the first has three quarters of its own.
    private const double TornShare = 0.64;

    private static readonly MaterialSize s_size = new(Excerpts: 2, ExcerptLength: 120, Effects: 1);

    /// <summary>True where another cause is about as likely as the first.</summary>
    public static bool IsTorn(DiagnosisResult result) => Candidates(result).Count > 1;

    public static async Task<(DiagnosisResult Result, string Choice)> ChooseAsync(
        StageRun run, Incident incident, DiagnosisResult result, CancellationToken cancellationToken)
    {
        var candidates = Candidates(result);
        if (await AskAsync(run, incident, candidates, cancellationToken) is not { } chosen)
        {
            return (result, "The evidence does not decide between the causes.");
        }

        if (ReferenceEquals(chosen, candidates[0])) return (result, "The first cause was confirmed.");
        var again = await AskAsync(run, incident, [.. candidates.Reverse()], cancellationToken);
        return ReferenceEquals(chosen, again)
            ? (First(result, chosen), $"{chosen.Finding.Cause} of {chosen.Finding.Object} was chosen.")
            : (result, "Two answers differ, so the choice does not count.");
    }

    private static IReadOnlyList<RankedCause> Candidates(DiagnosisResult result)
    {
        var first = result.Causes[0];
        var others = result.Causes.Skip(1)
            .Where(cause => cause.Confidence >= first.Confidence * TornShare)
            .Where(cause => cause.Finding.Cause != first.Finding.Cause)
            .Where(cause => CauseCatalogue.Of(cause.Finding.Cause).Layer <= CauseCatalogue.Of(first.Finding.Cause).Layer);
        return [first, .. others.Take(MaxCandidates - 1)];
    }

    /// <summary>The chosen candidate; null for none, or a choice that no sentence justifies.</summary>
    private static async Task<RankedCause?> AskAsync(
        StageRun run, Incident incident, IReadOnlyList<RankedCause> candidates, CancellationToken cancellationToken)
    {
        var named = candidates.Index().ToDictionary(
            c => string.Create(CultureInfo.InvariantCulture, $"c{c.Index + 1}"), c => c.Item, StringComparer.Ordinal);
        var material = CaseMaterial.Of(incident, named.Select(c => (c.Key, c.Value)), s_size);
        var (answer, reasons) = await run.AskAsync(
            new ModelCall(ModelStage.Choose, [Prompts.Choose(material.Write())]), material, cancellationToken);
        return answer?.Choice is { } choice and not None && named.TryGetValue(choice, out var chosen) && reasons.Count > 0 ? chosen : null;
    }

    private static DiagnosisResult First(DiagnosisResult result, RankedCause chosen) => result with
    {
        Verdict = chosen.Finding.Cause,
        Causes =
        [
            chosen,
            .. result.Causes.Where(cause => !ReferenceEquals(cause, chosen))
                .Select(cause => cause with { Confidence = Math.Min(cause.Confidence, chosen.Confidence) }),
        ],
    };
}
