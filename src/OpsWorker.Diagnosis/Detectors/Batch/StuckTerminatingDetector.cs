using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>
/// Objects that were deleted and stay: a finalizer that nobody removes, a pod whose node was removed, a namespace that cannot be
/// emptied. A pod on a node that is only silent is that node's trouble.
/// </summary>
public sealed class StuckTerminatingDetector : IDetector
{
    // Controllers do what a finalizer stands for in seconds; a load balancer or a disk takes a few minutes. A pod's deletion stamp
    // has its grace period in it.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private static readonly string[] s_conditions =
    [
        "NamespaceDeletionDiscoveryFailure", "NamespaceDeletionGroupVersionParsingFailure", "NamespaceDeletionContentFailure",
        "NamespaceContentRemaining", "NamespaceFinalizersRemaining",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.StuckTerminating];

    /// <inheritdoc/>
    public string Decides =>
        "An object was marked for deletion ten minutes ago or more, and its finalizers, conditions or missing node say why it stays.";

    /// <inheritdoc/>
    public string Remedy => "Restore the controller that removes the finalizer; remove it by hand only once what it guards is gone.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
    [
        .. Stuck<Pod>(context).Select(p => OfPod(p, context)).OfType<Finding>().DistinctBy(f => f.Object),
        .. Stuck<Namespace>(context).Select(OfNamespace).OfType<Finding>(),
        .. Stuck<PersistentVolumeClaim>(context).Where(HasFinalizer).Select(c => OfFinalizer(c, c.Reference, Waiting(c, context))),
        .. Stuck<PersistentVolume>(context).Where(HasFinalizer).Select(v => OfFinalizer(v, v.Reference)),
        .. Stuck<Service>(context).Where(HasFinalizer).Select(s => OfFinalizer(s, s.Reference)),
        .. Stuck<Ingress>(context).Where(HasFinalizer).Select(i => OfFinalizer(i, i.Reference)),
    ];

    private static IEnumerable<T> Stuck<T>(DiagnosisContext context) where T : KubernetesObject =>
        context.State.All<T>().Where(i => context.State.Now - i.Metadata.DeletionTimestamp >= s_patience);

    private static bool HasFinalizer(KubernetesObject item) => item.Metadata.Finalizers.Count > 0;

    private static Finding? OfPod(Pod pod, DiagnosisContext context)
    {
        var workload = context.State.WorkloadOf(pod);
        if (HasFinalizer(pod)) return OfFinalizer(pod, workload);
        if (pod.Spec.NodeName is { } node && context.State.Listed<Node>(null) && context.State.Find<Node>(null, node) is null)
        {
            return Find(pod, workload, $"its node {node} does not exist any more", Certainty.Confirmed, Cite.Field(pod, "spec.nodeName"));
        }

        var said = context.State.EventsOf(pod.Reference).Where(e => e.Reason == "FailedKillPod").MaxBy(e => e.LastAt);
        return said is null ? null : Find(pod, workload, "the kubelet cannot end its containers", Certainty.Logged, Cite.Event(said));
    }

    private static Finding? OfNamespace(Namespace item)
    {
        var holds = s_conditions.Where(c => FieldPath.Find(item.Raw, $"status.conditions[{c}].status")?.ToString() == "True").ToList();
        return holds.Count == 0
            ? null
            : Find(item, item.Reference, "it cannot be emptied", Certainty.Confirmed,
                [.. holds.Select(c => Cite.Field(item, $"status.conditions[{c}].message"))]);
    }

    private static Finding OfFinalizer(KubernetesObject item, ObjectReference about, params IReadOnlyList<ObjectReference> waiting)
    {
        var why = $"nobody removed the finalizer {string.Join(", ", item.Metadata.Finalizers)}";
        return Find(item, about, why, Certainty.Confirmed, Cite.Field(item, "metadata.finalizers")) with { Affects = waiting };
    }

    private static Finding Find(
        KubernetesObject item, ObjectReference about, string why, double confidence, params Citation?[] proof) => new()
        {
            Cause = CauseCode.StuckTerminating,
            Object = about,
            Summary = $"{item.Reference} was deleted and stays: {why}.",
            Confidence = confidence,
            Citations = Cite.All([.. proof, Cite.Field(item, "metadata.deletionTimestamp", item.Metadata.DeletionTimestamp)]),
            Remedy = SafeRemedy.Of(
                "Restore the controller that removes the finalizer, or remove what still holds the object; take a finalizer off by "
                + "hand only once what it guards is gone.",
                [Kubectl.Get(item.Reference), Kubectl.Describe(item.Reference)]),
            Since = item.Metadata.DeletionTimestamp,
        };

    // No new pod gets a claim that is on its way out.
    private static List<ObjectReference> Waiting(PersistentVolumeClaim claim, DiagnosisContext context) =>
    [
        .. from workload in context.Workloads
           where workload.Reference.Namespace == claim.Namespace
               && workload.Pods.Any(p => PodFacts.IsUnscheduled(p) && PodFacts.Mounts(p, claim))
           select workload.Reference,
    ];
}
