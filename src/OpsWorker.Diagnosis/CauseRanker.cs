using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis;

/// <summary>What the ranker concludes.</summary>
/// <param name="Causes">Possible root causes, best first.</param>
/// <param name="Unrelated">Trouble that has nothing to do with the alert.</param>
public sealed record Ranking(IReadOnlyList<RankedCause> Causes, IReadOnlyList<Finding> Unrelated);

/// <summary>Orders findings by explanation: the cause explains the symptom and is itself unexplained.</summary>
public static class CauseRanker
{
    /// <summary>Orders the findings.</summary>
    public static Ranking Rank(IReadOnlyList<Finding> findings, DiagnosisContext context)
    {
        var causes = findings
            .Where(f => context.InScope(f.Object.Namespace))
            .OrderByDescending(f => f.Confidence)
            .Select(f => new RankedCause { Finding = f, Confidence = f.Confidence })
            .ToList();
        return new Ranking(causes, [.. findings.Where(f => !context.InScope(f.Object.Namespace))]);
    }
}
