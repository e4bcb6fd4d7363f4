using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>What the ranker concludes.</summary>
/// <param name="Causes">Possible root causes, best first.</param>
/// <param name="Unrelated">What else was seen: trouble that has nothing to do with the alert, and symptoms that no cause explains.</param>
public sealed record Ranking(IReadOnlyList<RankedCause> Causes, IReadOnlyList<Finding> Unrelated);

/// <summary>
/// Orders findings by explanation: the cause explains the alert's symptom and is itself unexplained. What is explained is
/// listed as an effect; what does not reach the symptom, and a symptom that nothing explains, is shown apart.
/// </summary>
public static class CauseRanker
{
    /// <summary>Orders the findings by the weights in use.</summary>
    public static Ranking Rank(IReadOnlyList<Finding> findings, DiagnosisContext context) =>
        Rank(findings, context, RankingWeights.Default);

    /// <summary>Orders the findings.</summary>
    public static Ranking Rank(IReadOnlyList<Finding> findings, DiagnosisContext context, RankingWeights weights)
    {
        var explanation = new Explanation(context);
        var relevance = new Relevance(context, explanation, weights, findings);
        var scored = findings
            .Select(f => new Weighed(f, relevance.Score(f)))
            .Where(f => f.Score >= weights.Threshold)
            .OrderByDescending(f => f.Score)
            .ThenBy(f => CauseCatalogue.Of(f.Finding.Cause).Layer)
            .ThenBy(f => f.Finding.Object.ToString(), StringComparer.Ordinal)
            .ToList();
        var unexplained = scored.Where(f => !scored.Any(c => explanation.Explains(c.Finding, f.Finding))).ToList();
        var roots = unexplained.Where(f => !CauseCatalogue.Of(f.Finding.Cause).IsOnlySymptom).ToList();
        if (roots.Count == 0)
        {
            roots = [.. unexplained.Where(f => relevance.IsAbout(f.Finding))
                .Select(f => f with { Score = f.Score * weights.UnexplainedSymptom })];
        }

        var chain = new EffectChain(explanation, context);
        // What a cause explains is its effect, however little it says of the alert by itself.
        var effects = scored.Select(f => f.Finding).Union(findings, ReferenceEqualityComparer.Instance).Cast<Finding>()
            .Where(f => !roots.Exists(r => ReferenceEquals(r.Finding, f))).ToList();
        var causes = roots
            .Select((r, i) => new RankedCause
            {
                Finding = r.Finding,
                Confidence = Confidence(r.Score, i, roots.Count > 1 ? roots[1].Score : 0, weights),
                Effects = chain.Of(r.Finding, [.. effects.Where(e => explanation.Explains(r.Finding, e))]),
            })
            .ToList();
        var told = causes.SelectMany(c => c.Effects.Append(c.Finding)).ToHashSet<Finding>(ReferenceEqualityComparer.Instance);
        return new Ranking(causes, [.. findings.Where(f => !told.Contains(f))]);
    }

    private sealed record Weighed(Finding Finding, double Score);

    // An answer is less sure where another one is nearly as good; an answer behind the first is not the answer.
    private static double Confidence(double score, int position, double second, RankingWeights weights)
    {
        var sure = Math.Min(score, weights.Ceiling);
        if (position > 0) return Math.Round(sure * weights.SecondAnswer, 2);
        var doubt = (1 - weights.FirstAtTie) * (1 - Math.Min((score - second) / weights.ClearLead, 1));
        return Math.Round(sure * (1 - doubt), 2);
    }
}
