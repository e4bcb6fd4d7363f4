using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>
/// Pods that the kubelet refused after the scheduler had bound them: they fail without a container ever having been made,
/// and the status says which resource or rule of the node it was (OutOfcpu, OutOfpods, UnexpectedAdmissionError, NodeAffinity).
/// </summary>
public sealed class KubeletAdmissionDetector : IDetector
{
    private const string Advice = "Free what the node lacks, then delete the failed pods.";

    // A pod that had run and was ended by the kubelet fails with one of these.
    private static readonly string[] s_ended =
        ["Evicted", "DeadlineExceeded", "NodeLost", "Shutdown", "NodeShutdown", "Terminated", "Preempting"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.KubeletAdmissionRejected];

    /// <inheritdoc/>
    public string Decides => "A failed pod on a node, without any container or log, whose status has the kubelet's reason.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let refused = workload.Pods.Where(p => IsRefused(p) && !HasRun(p, context)).MaxBy(p => At(p, context))
        where refused is not null && (workload.IsShort || context.IsRecent(At(refused, context)))
        select Find(workload.Reference, refused, context);

    private static bool IsRefused(Pod pod) => pod.Status is { Phase: "Failed", Reason: { Length: > 0 } reason, ContainerStatuses.Count: 0 }
        && !string.IsNullOrEmpty(pod.Spec.NodeName) && !s_ended.Contains(reason);

    // A recording may leave out containers whose logs it has.
    private static bool HasRun(Pod pod, DiagnosisContext context) => context.State.LogsOf(pod).Any(log => log.Lines.Count > 0);

    // Refused at the kubelet's start, a pod keeps the time at which it was bound; the event has its own.
    private static DateTimeOffset? At(Pod pod, DiagnosisContext context) => Event(pod, context)?.LastAt ?? pod.Status.StartTime
        ?? pod.Metadata.CreationTimestamp;

    private static Event? Event(Pod pod, DiagnosisContext context) =>
        context.State.EventsOf(pod.Reference).FirstOrDefault(e => e.Type == "Warning" && e.Reason == pod.Status.Reason);

    private static Finding Find(ObjectReference workload, Pod pod, DiagnosisContext context) => new()
    {
        Cause = CauseCode.KubeletAdmissionRejected,
        Object = workload,
        Summary = $"The kubelet of {pod.Spec.NodeName} rejects "
            + $"{(workload.Kind == nameof(Pod) ? workload.ToString() : $"the pods of {workload}")}: {pod.Status.Reason}.",
        Confidence = Certainty.Stated,
        Citations = Cite.All(Cite.Field(pod, "status.message"), Cite.Field(pod, "status.reason"), Cite.Event(Event(pod, context))),
        Remedy = SafeRemedy.Of(
            Advice,
            [Kubectl.DescribeNode(pod.Spec.NodeName), Kubectl.DeleteFailedPods(workload.Namespace)]),
        Since = At(pod, context),
    };
}
