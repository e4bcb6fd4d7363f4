using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Workloads without replicas because somebody asked for none, while something needs them: a Service leads to them, or
/// another workload calls them. A workload that nothing needs may well be switched off on purpose.
/// </summary>
public sealed class ScaledToZeroDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ScaledToZero];

    /// <inheritdoc/>
    public string Decides => "spec.replicas is 0 on a workload that a Service leads to or that others call.";

    /// <inheritdoc/>
    public string Remedy => "Scale it up again.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.Item is Workload { Spec.Replicas: 0 } and not DaemonSet))
        {
            var called = context.Dependencies.ClientsOf(workload.Reference).Any();
            var named = context.Scope.Objects.Contains(workload.Reference);
            var service = context.State.ServicesOf(workload.Item!).FirstOrDefault();
            if (!called && !named && service is null) continue;
            yield return new Finding
            {
                Cause = CauseCode.ScaledToZero,
                Object = workload.Reference,
                Summary = $"{workload.Reference} is scaled to 0 replicas.",
                Confidence = called || named ? Certainty.Confirmed : Certainty.Inferred,
                Citations = Cite.All(Cite.Field(workload.Item, "spec.replicas")),
                Remedy = SafeRemedy.Of(Remedy),
                Affects = service is null ? [] : [service.Reference],
            };
        }
    }
}
