using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Symptoms;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Workloads that run and write again and again that something else does not answer. What that is may be outside of the cluster, or
/// known by nothing but the line, so that this is the least that can be said: any cause at a server of the cluster explains it.
/// Containers that end are <see cref="CrashDetector"/>'s.
/// </summary>
public sealed class DependencyDetector : IDetector
{
    // Of the workload that the alert names; of any other in its namespace more lines are needed, and mean less.
    private const double Named = Certainty.Even;
    private static readonly double s_inNamespace = Certainty.Between(Certainty.Incidental, Certainty.Even, 0.6);
    private const int ManyLines = 5;

    // Alerts of other kinds count pods, restarts and bytes, which a client's complaint does not explain.
    private static readonly SymptomKind[] s_kinds =
        [SymptomKind.Unknown, SymptomKind.Availability, SymptomKind.Errors, SymptomKind.Latency, SymptomKind.Replicas, SymptomKind.Batch];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DependencyUnavailable];

    /// <inheritdoc/>
    public string Decides => "A container that runs writes up to the end of its log that something it calls does not answer.";

    /// <inheritdoc/>
    public string Remedy => "Restore what the log names, or correct the address by which the workload calls it.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        if (!s_kinds.Contains(context.Symptom.Kind)) yield break;
        if (context.Scope.Namespace is null) yield break;
        var named = context.NamedWorkloads;
        foreach (var workload in context.Workloads.Where(w => context.InScope(w.Reference.Namespace)))
        {
            if (workload.Pods.SelectMany(ContainerFacts.Of).Any(c => c.IsCrashing && context.IsCurrent(c))) continue;
            if (LastingLine.Of(workload, context, DependencyTrouble.IsIn) is not { } line) continue;
            var isNamed = named.Contains(workload.Reference);
            if (!isNamed && (named.Count > 0 || line.Count < ManyLines)) continue;
            yield return Find(workload.Reference, line, isNamed ? Named : s_inNamespace);
        }
    }

    private Finding Find(ObjectReference workload, LastingLine line, double confidence) => new()
    {
        Cause = CauseCode.DependencyUnavailable,
        Object = workload,
        Summary = $"{workload} runs, and writes again and again that something it calls does not answer.",
        Confidence = confidence,
        Citations = Cite.All(line.Quote()),
        Remedy = SafeRemedy.Of(Remedy, [Kubectl.Logs(new ObjectReference("Pod", line.Log.Namespace, line.Log.Pod), line.Log.Container)]),
    };
}
