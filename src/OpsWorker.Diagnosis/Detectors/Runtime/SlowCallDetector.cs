using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Symptoms;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Workloads that an alert names as slow and that write how long what they call takes. What they call may be outside of the cluster, so
/// that this is the least that can be said: any cause at a server of the cluster explains it.
/// </summary>
public sealed class SlowCallDetector : IDetector
{
    private const string Advice = "Look at what the log names as slow: its load, its locks and its plan, and the way to it.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DependencyUnavailable];

    /// <inheritdoc/>
    public string Decides =>
        "A workload that an alert about latency names writes again and again that what it calls took a second or more.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        if (context.Symptom.Kind != SymptomKind.Latency) yield break;
        var named = context.NamedWorkloads;
        foreach (var workload in context.Workloads.Where(w => named.Contains(w.Reference)))
        {
            if (LastingLine.Of(workload, context, SlowCall.IsIn) is not { } line) continue;
            yield return new Finding
            {
                Cause = CauseCode.DependencyUnavailable,
                Object = workload.Reference,
                Summary = $"{workload.Reference} waits for what it calls: {line.Line.Trim()}",
                Confidence = Certainty.General,
                Citations = Cite.All(line.Quote()),
                Remedy = SafeRemedy.Of(
                    Advice, [Kubectl.Logs(new ObjectReference("Pod", line.Log.Namespace, line.Log.Pod), line.Log.Container)]),
            };
        }
    }
}
