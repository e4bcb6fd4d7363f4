using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Kubernetes;

namespace OpsWorker.Diagnosis;

/// <summary>Concludes from the state of a cluster what the root cause of an alert is; without any model.</summary>
public sealed class DiagnosisEngine
{
    private readonly IReadOnlyList<IDetector> _detectors;

    /// <summary>Makes an engine.</summary>
    /// <param name="detectors">What it looks for; usually <see cref="DetectorCatalogue.All"/>.</param>
    public DiagnosisEngine(IReadOnlyList<IDetector> detectors) => _detectors = detectors;

    /// <summary>Runs the detectors and orders what they found. The same input always gives the same result.</summary>
    public DiagnosisResult Run(ClusterState state, Scope scope)
    {
        var context = new DiagnosisContext(state, scope);
        FollowUp.Ask(context);
        var failures = new List<string>();
        var findings = _detectors.SelectMany(d => Detect(d, context, failures)).Where(f => CitationCheck.Holds(f, state)).ToList();
        var ranking = CauseRanker.Rank(findings, context);
        return new DiagnosisResult
        {
            Verdict = VerdictOf(ranking, context),
            Causes = ranking.Causes,
            Unrelated = ranking.Unrelated,
            BlastRadius = BlastRadiusOf.Causes(ranking.Causes, context),
            Timeline = TimelineOf.Incident(context),
            LookedAt = [.. LookedAtOf.State(state), .. failures],
            NeedMore = context.Wanted,
        };
    }

    // What one detector cannot cope with must not cost what the others found.
    private static List<Finding> Detect(IDetector detector, DiagnosisContext context, List<string> failures)
    {
        var found = new List<Finding>();
        try
        {
            foreach (var finding in detector.Detect(context)) found.Add(finding);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            failures.Add($"detector {detector.GetType().Name} failed: {failure.GetType().Name}");
        }

        return found;
    }

    private static CauseCode VerdictOf(Ranking.Ranking ranking, DiagnosisContext context)
    {
        if (ranking.Causes.Count > 0) return ranking.Causes[0].Finding.Cause;
        if (context.State.Evidence.Count > 0 && context.State.Evidence.Values.All(e => e.Result.Outcome == QueryOutcome.Error))
        {
            return CauseCode.ClusterUnreachable;
        }

        return HealthOf.IsGood(context) ? CauseCode.Healthy : CauseCode.NotFound;
    }
}
