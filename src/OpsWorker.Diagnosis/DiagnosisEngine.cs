using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis;

/// <summary>Concludes from the state of a cluster what the root cause of an alert is; without any model.</summary>
public sealed partial class DiagnosisEngine
{
    private readonly IReadOnlyList<IDetector> _detectors;
    private readonly ILogger _logger;

    /// <summary>Makes an engine.</summary>
    /// <param name="detectors">What it looks for; usually <see cref="DetectorCatalogue.All"/>.</param>
    /// <param name="logger">Where a detector that fails is told; null for nowhere, as in tests.</param>
    public DiagnosisEngine(IReadOnlyList<IDetector> detectors, ILogger<DiagnosisEngine>? logger = null)
    {
        _detectors = detectors;
        _logger = logger ?? NullLogger<DiagnosisEngine>.Instance;
    }

    /// <summary>Runs the detectors and orders what they found. The same input always gives the same result.</summary>
    public DiagnosisResult Run(ClusterState state, Scope scope)
    {
        var context = new DiagnosisContext(state, scope);
        FollowUp.Ask(context);
        CutPods.Want(context);
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

    // What one detector cannot cope with must not cost what the others found; it is a fault of ours, to be corrected.
    private List<Finding> Detect(IDetector detector, DiagnosisContext context, List<string> failures)
    {
        var found = new List<Finding>();
        try
        {
            foreach (var finding in detector.Detect(context)) found.Add(finding);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            DetectorFailed(failure, detector.GetType().Name);
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

        if (context.Symptom.Kind == SymptomKind.NoneOfOurs) return CauseCode.OutOfScope;
        return HealthOf.IsGood(context) ? CauseCode.Healthy : CauseCode.NotFound;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The detector {Detector} failed")]
    private partial void DetectorFailed(Exception exception, string detector);
}
