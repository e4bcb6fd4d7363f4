using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>Checks a step of a path against the evidence, apart from the search that found them.</summary>
internal static class PathCheck
{
    /// <summary>True if the quotation is in the evidence and shows an edge of that kind between the two objects.</summary>
    public static bool Holds(PathStep step, DiagnosisContext context) => CitationCheck.Holds(step.Evidence, context.State)
        && step.Edge switch
        {
            PathEdge.Owns => OwnerOf(step.To, context.State) == step.From,
            PathEdge.OwnedBy => OwnerOf(step.From, context.State) == step.To,
            PathEdge.SelectedBy => IsBehind(step.To, step.From, context),
            PathEdge.Selects => IsBehind(step.From, step.To, context),
            PathEdge.MountedBy or PathEdge.ReferencedBy or PathEdge.BackendOf => Quotes(step.Evidence, step.To, step.From.Name),
            PathEdge.Runs => Quotes(step.Evidence, step.To, step.From.Name),
            PathEdge.RunsOn => Quotes(step.Evidence, step.From, step.To.Name),
            PathEdge.InNamespace => Quotes(step.Evidence, step.From, step.To.Name),
            PathEdge.AppliesTo => step.Evidence.Object == step.From,
            _ => true,
        };

    private static ObjectReference? OwnerOf(ObjectReference pod, ClusterState state) =>
        state.Find<Pod>(pod.Namespace, pod.Name) is { } found && pod.Kind == nameof(Pod) ? state.WorkloadOf(found) : null;

    private static bool IsBehind(ObjectReference service, ObjectReference item, DiagnosisContext context) =>
        context.State.Find<Service>(service.Namespace, service.Name) is { } found
        && context.Workloads.Any(w => (w.Reference == item || w.Pods.Any(p => p.Reference == item)) && DependencyGraph.IsBehind(found, w));

    // Of a workload that is known by its pods alone, a pod is quoted.
    private static bool Quotes(Citation evidence, ObjectReference of, string name) =>
        (evidence.Object == of || evidence.Object is { Kind: nameof(Pod) }) && evidence.Quote.Contains(name, StringComparison.Ordinal);
}
