using OpsWorker.Core.Findings;
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
        var findings = _detectors.SelectMany(d => d.Detect(context)).Where(f => CitationCheck.Holds(f, state)).ToList();
        var ranking = CauseRanker.Rank(findings, context);
        return new DiagnosisResult
        {
            Verdict = ranking.Causes.Count > 0 ? ranking.Causes[0].Finding.Cause : CauseCode.NotFound,
            Causes = ranking.Causes,
            Unrelated = ranking.Unrelated,
            BlastRadius = BlastRadiusOf.Causes(ranking.Causes, state),
            Timeline = TimelineOf.Incident(context),
            LookedAt = LookedAtOf.State(state),
            NeedMore = context.Wanted,
        };
    }
}
