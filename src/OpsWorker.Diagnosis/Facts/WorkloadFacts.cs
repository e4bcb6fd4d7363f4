using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A workload and its pods.</summary>
/// <param name="Reference">Its name.</param>
/// <param name="Item">The workload; null where it is not known.</param>
/// <param name="Pods">The pods that it made, without those that are on their way out.</param>
internal sealed record WorkloadFacts(ObjectReference Reference, KubernetesObject? Item, IReadOnlyList<Pod> Pods)
{
    /// <summary>The pods in a sentence: <c>the pods of Deployment shop/web</c>; a pod without a workload by its own name.</summary>
    public string PodsName => Reference.Kind == nameof(Pod) ? Reference.ToString() : $"the pods of {Reference}";

    /// <summary>How its pods are made; of a pod without a workload, the pod.</summary>
    public PodTemplate? Template => ClusterState.TemplateOf(Item)
        ?? (Pods.Count > 0 ? ClusterState.TemplateOf(Pods[0]) : null);

    /// <summary>Where the pods' specification is in the workload, for quotations.</summary>
    public string SpecPath => Item switch
    {
        CronJob => "spec.jobTemplate.spec.template.spec",
        Pod or null => "spec",
        _ => "spec.template.spec",
    };

    /// <summary>How many pods there should be; null where that is not known.</summary>
    public int? Desired => Item switch
    {
        DaemonSet d => d.Status.DesiredNumberScheduled,
        Workload w => w.Spec.Replicas ?? 1,
        Pod => 1,
        _ => null,
    };

    /// <summary>
    /// Whether the pods are known completely. Where their list was cut, what the controller counted is believed: a pod
    /// that was not read is not one that is missing.
    /// </summary>
    public bool HasAllPods { get; init; } = true;

    /// <summary>How many pods are ready.</summary>
    public int Ready => Math.Max(Pods.Count(PodFacts.IsReady), HasAllPods ? 0 : Counted(s => Math.Max(s.ReadyReplicas, s.NumberReady)));

    /// <summary>Whether it lacks ready pods.</summary>
    public bool IsShort => Desired is { } desired && Ready < desired;

    /// <summary>Whether it lacks pods altogether: its controller could not make them.</summary>
    public bool LacksPods => Desired is { } desired
        ? Math.Max(Pods.Count, HasAllPods ? 0 : Counted(s => Math.Max(s.Replicas, s.CurrentNumberScheduled))) < desired
        : Item is Job { Spec.Suspend: false, Status: { Active: 0, Succeeded: 0, Failed: 0, Conditions: null or { Count: 0 } } }
            && Pods.Count == 0 && HasAllPods;

    /// <summary>Whether it should work and does not, as far as its pods tell.</summary>
    public bool IsTroubled => IsShort || Pods.Any(PodFacts.IsTroubled);

    private int Counted(Func<WorkloadStatus, int> count) => Item is Workload workload ? count(workload.Status) : 0;
}
