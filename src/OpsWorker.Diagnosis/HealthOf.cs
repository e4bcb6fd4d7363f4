using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>Tells a cluster in which all is well from one that was not seen well enough.</summary>
internal static class HealthOf
{
    /// <summary>
    /// Whether everything that the alert may be about works: the workloads of its namespace are known and have their
    /// ready pods, no check fails, no time series rose, and the nodes are ready.
    /// </summary>
    public static bool IsGood(DiagnosisContext context)
    {
        var scope = context.Scope.Namespace;
        if (!context.State.Listed<Pod>(scope) || !context.State.Listed<Deployment>(scope)) return false;
        var workloads = context.Workloads.Where(w => context.InScope(w.Reference.Namespace)).ToList();
        return workloads.Count > 0
            && !workloads.Exists(w => w.IsShort || w.Pods.Any(p => !PodFacts.IsReady(p) && !PodFacts.IsLeftOver(p)))
            && context.State.Probes.All(p => p.Ok)
            && context.State.Anomalies.Count == 0
            && context.State.All<Node>().All(n => n.Status.Conditions.All(c => c.Type != "Ready" || c.Status == "True"))
            && !context.Shifts.Any(s => s.Excess > 0 && s.Peak > 4 * Math.Max(s.Before, 0.01));
    }
}
