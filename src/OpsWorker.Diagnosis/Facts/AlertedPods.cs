using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>The state in which an alert says that a pod is.</summary>
internal enum AlertedState
{
    /// <summary>Its containers end and are started again.</summary>
    Restarting,

    /// <summary>It is not ready.</summary>
    NotReady,
}

/// <summary>
/// The pods that an alert names, with what its measure says of them. It is the only witness where no list has the pod, as with a log that
/// somebody pasted.
/// </summary>
/// <param name="State">What the alert says.</param>
/// <param name="Named">The objects that it names.</param>
internal sealed record AlertedPods(AlertedState? State, IReadOnlyList<ObjectReference> Named)
{
    /// <summary>The pods of an alert.</summary>
    public static AlertedPods Of(Scope scope, Symptom symptom) => new(
        symptom.Kind switch
        {
            SymptomKind.Restarts => AlertedState.Restarting,
            SymptomKind.Replicas => AlertedState.NotReady,
            _ => null,
        },
        scope.Objects);

    /// <summary>
    /// The state of a pod that is named itself, or by the workload of whose name its own is made; null where the alert says nothing of it.
    /// </summary>
    public AlertedState? Of(ObjectReference pod) =>
        Named.Any(n => n == pod || (n.Kind != nameof(Pod) && n.Namespace == pod.Namespace && GonePod.MayBeOf(pod.Name, n))) ? State : null;
}
