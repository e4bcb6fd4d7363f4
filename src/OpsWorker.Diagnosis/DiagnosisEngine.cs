using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Changes;
using OpsWorker.Diagnosis.Conclusions;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis;

/// <summary>Concludes from the state of a cluster what the root cause of an alert is; without any model.</summary>
public sealed partial class DiagnosisEngine
{
    private const int MostFindings = 400;

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
    /// <param name="state">The state of the cluster.</param>
    /// <param name="scope">What is asked.</param>
    /// <param name="hosts">What code hosts answered to <see cref="DiagnosisResult.NeedChanges"/>; null before they were asked.</param>
    public DiagnosisResult Run(ClusterState state, Scope scope, IReadOnlyList<ChangeAnswer>? hosts = null)
    {
        var context = new DiagnosisContext(state, scope, hosts);
        FollowUp.Ask(context);
        CutPods.Want(context);
        var failures = new List<string>();
        var findings = Find(context, failures);
        var ranking = CauseRanker.Rank(findings, context);
        var paths = new CausePath(context);
        return new DiagnosisResult
        {
            Verdict = VerdictOf(ranking, context),
            Causes = [.. ranking.Causes.Select(c => c with { Path = paths.Of(c.Finding) })],
            Unrelated = ranking.Unrelated,
            BlastRadius = BlastRadiusFinder.Find(ranking.Causes, context),
            Timeline = IncidentTimeline.Of(context),
            Facts = ranking.Causes.Count > 0 ? [] : SubjectFacts.Of(context),
            LookedAt = [.. CoverageSummary.Of(state), .. failures, .. context.Hosts.Select(h => h.Failure).OfType<string>().Distinct()],
            NeedMore = context.Wanted,
            NeedChanges = hosts is null ? ChangeQuestions.Of(ranking.Causes, context) : [],
            Changes = context.SourceChanges,
        };
    }

    /// <summary>
    /// The first answers that other weights would give to the same findings, for measurements of what each weight does; null where no
    /// cause is named.
    /// </summary>
    public IReadOnlyList<RankedCause?> Answers(ClusterState state, Scope scope, IEnumerable<RankingWeights> weights)
    {
        var context = new DiagnosisContext(state, scope);
        var findings = Find(context, []);
        var usual = First(CauseRanker.Rank(findings, context));
        var causes = findings.Select(f => f.Cause).ToHashSet();
        return
        [
            .. weights.Select(w => w.Scaled is { } scaled && !causes.Contains(scaled.Cause)
                ? usual
                : First(CauseRanker.Rank(findings, context, w))),
        ];
    }

    private static RankedCause? First(Ranking.Ranking ranking) => ranking.Causes.Count > 0 ? ranking.Causes[0] : null;

    // Ranking compares each finding with each other one. Who needs more has a cluster in which everything fails: the surest tell as much.
    private List<Finding> Find(DiagnosisContext context, List<string> failures)
    {
        var found = _detectors.SelectMany(d => Detect(d, context, failures)).ToList();
        if (found.Count > MostFindings)
        {
            failures.Add($"of {found.Count} findings the {MostFindings} surest were weighed");
            var named = context.Symptom.Subjects;
            found = [.. found.OrderByDescending(f => named.Contains(f.Object)).ThenByDescending(f => f.Confidence).Take(MostFindings)];
        }

        return
        [
            .. SameCause.Merge(found.Where(f => CitationCheck.Holds(f, context.State)).Select(f => QuietTimes.Date(f, context)))
                .Select(f => WithFittedRemedy(f, context, failures)),
        ];
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

    private Finding WithFittedRemedy(Finding finding, DiagnosisContext context, List<string> failures)
    {
        try
        {
            return finding with { Remedy = RemedyReview.Complete(finding, context) };
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            RemedyFailed(failure, finding.Cause);
            failures.Add($"remedy of {finding.Cause} failed: {failure.GetType().Name}");
            return finding with { Remedy = SafeRemedy.Of(finding.Remedy.Text, []) };
        }
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The remedy of {Cause} could not be fitted to the objects")]
    private partial void RemedyFailed(Exception exception, CauseCode cause);
}
