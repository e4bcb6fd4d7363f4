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
    /// <summary>An answer that is less sure than this is not given: two in three such answers would be wrong.</summary>
    public const double Threshold = 0.35;

    // What is read from a cluster may be wrong in ways that nothing in it shows.
    private const double Surest = 0.98;

    // A symptom of the very object that the alert names is better than nothing, where nothing explains it.
    private const double Unexplained = 0.7;

    // Two faults at once are rarer than one; the second may still be the cause.
    private const double Behind = 0.5;

    // At a tie the first is right in three of four cases, as what explains more comes first; a clear lead is no tie.
    private const double AtATie = 0.75;
    private const double ClearLead = 0.15;

    /// <summary>Orders the findings.</summary>
    public static Ranking Rank(IReadOnlyList<Finding> findings, DiagnosisContext context)
    {
        var explanation = new Explanation(context);
        var relevance = new Relevance(context, explanation);
        var scored = findings
            .Select(f => new Weighed(f, relevance.Score(f)))
            .Where(f => f.Score >= Threshold)
            .OrderByDescending(f => f.Score)
            .ThenBy(f => CauseCatalogue.Of(f.Finding.Cause).Layer)
            .ThenBy(f => f.Finding.Object.ToString(), StringComparer.Ordinal)
            .ToList();
        var unexplained = scored.Where(f => !scored.Any(c => explanation.Explains(c.Finding, f.Finding))).ToList();
        var roots = unexplained.Where(f => !CauseCatalogue.Of(f.Finding.Cause).IsOnlySymptom).ToList();
        if (roots.Count == 0) roots = [.. unexplained.Where(f => relevance.IsAbout(f.Finding)).Select(f => f with { Score = f.Score * Unexplained })];
        var chain = new EffectChain(explanation, context);
        // What a cause explains is its effect, however little it says of the alert by itself.
        var effects = scored.Select(f => f.Finding).Union(findings, ReferenceEqualityComparer.Instance).Cast<Finding>()
            .Where(f => !roots.Exists(r => ReferenceEquals(r.Finding, f))).ToList();
        var causes = roots
            .Select((r, i) => new RankedCause
            {
                Finding = r.Finding,
                Confidence = Confidence(r.Score, i, roots.Count > 1 ? roots[1].Score : 0),
                Effects = chain.Of(r.Finding, [.. effects.Where(e => explanation.Explains(r.Finding, e))]),
            })
            .ToList();
        var told = causes.SelectMany(c => c.Effects.Append(c.Finding)).ToHashSet<Finding>(ReferenceEqualityComparer.Instance);
        return new Ranking(causes, [.. findings.Where(f => !told.Contains(f))]);
    }

    private sealed record Weighed(Finding Finding, double Score);

    // An answer is less sure where another one is nearly as good; an answer behind the first is not the answer.
    private static double Confidence(double score, int position, double second)
    {
        var sure = Math.Min(score, Surest);
        if (position > 0) return Math.Round(sure * Behind, 2);
        var doubt = (1 - AtATie) * (1 - Math.Min((score - second) / ClearLead, 1));
        return Math.Round(sure * (1 - doubt), 2);
    }
}
