using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>Pods that wait or went for a reason that is written on them: a scheduling gate, preemption, eviction.</summary>
public sealed class SpecialPodsDetector : IDetector
{
    private static readonly string[] s_preempted = ["PreemptionByScheduler", "Preempting", "PreemptedByScheduler"];

    // The kubelet's words where a pod used more storage than it said it would, which no other node will change.
    private static readonly string[] s_ownLimit =
    [
        "Pod ephemeral local storage usage exceeds the total limit", "exceeded its local ephemeral storage limit", "Usage of EmptyDir volume",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.SchedulingGated, CauseCode.PriorityPreempted, CauseCode.Evicted];

    /// <inheritdoc/>
    public string Decides => "A pod has a scheduling gate, was preempted by one with a higher priority, or was evicted by its kubelet.";

    /// <inheritdoc/>
    public string Remedy => "Remove the gate, or give the workload the priority and the requests that it needs.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var running = context.Workloads.Select(w => OverOwnLimit(w, context) ?? Replaced(w, context));
        foreach (var finding in running.OfType<Finding>()) yield return finding;
        foreach (var workload in context.Troubled)
        {
            if (workload.Pods.FirstOrDefault(p => PodFacts.IsUnscheduled(p) && IsGated(p)) is { } gated)
            {
                yield return Find(workload, CauseCode.SchedulingGated, "has pods with a scheduling gate that nobody removed",
                    Certainty.Stated, gated,
                    Cite.Field(gated, "spec.schedulingGates"), Cite.Field(gated, "status.conditions[PodScheduled].reason"));
            }

            if (workload.IsShort && workload.Pods.FirstOrDefault(p => p.Status.Reason == "Evicted") is { } evicted)
            {
                yield return Find(workload, CauseCode.Evicted, "had pods evicted by their kubelet", Certainty.Inferred, evicted,
                    Cite.Field(evicted, "status.message"), Cite.Field(evicted, "status.reason"));
            }

            var preempted = context.EventsOf(workload).Concat(context.EventsOfGonePods(workload)).FirstOrDefault(e => e.Reason == "Preempted");
            var disrupted = workload.Pods.FirstOrDefault(p => PodFacts.Condition(p, "DisruptionTarget") is { Reason: { } reason } && s_preempted.Contains(reason));
            if ((preempted is not null || disrupted is not null) && workload.IsShort)
            {
                yield return Find(workload, CauseCode.PriorityPreempted, "lost pods to others with a higher priority", Certainty.Logged,
                    disrupted,
                    Cite.Event(preempted), Cite.Field(disrupted, "status.conditions[DisruptionTarget].message"));
            }
        }
    }

    private static bool IsGated(Pod pod) =>
        pod.Spec.SchedulingGates.Count > 0 || PodFacts.Condition(pod, "PodScheduled") is { Status: "False", Reason: "SchedulingGated" };

    // Its controller makes a new pod at once, which will go the same way: that all are ready now says little.
    private static Finding? OverOwnLimit(WorkloadFacts workload, DiagnosisContext context)
    {
        var evicted = workload.Pods.FirstOrDefault(p => p.Status.Reason == "Evicted" && context.IsRecent(p.Status.StartTime ?? p.Metadata.CreationTimestamp)
            && s_ownLimit.Any(l => p.Status.Message?.Contains(l, StringComparison.Ordinal) == true));
        return evicted is null || workload.IsShort ? null : Find(workload, CauseCode.Evicted,
            "had pods evicted that used more storage than their own limit", Certainty.Inferred, evicted,
            Cite.Field(evicted, "status.message"), Cite.Field(evicted, "status.reason"));
    }

    // The pod that the alert names was evicted, and another one works in its place.
    private static Finding? Replaced(WorkloadFacts workload, DiagnosisContext context)
    {
        if (workload.IsShort) return null;
        var evicted = workload.Pods.FirstOrDefault(p => p.Status.Reason == "Evicted" && context.Symptom.Subjects.Contains(p.Reference)
            && context.IsRecent(PodFacts.Condition(p, "Ready")?.LastTransitionTime ?? p.Metadata.CreationTimestamp));
        if (evicted is null) return null;
        return Find(workload, CauseCode.Evicted, $"lost the pod {evicted.Name}, which its kubelet evicted", Certainty.Inferred, null,
            Cite.Field(evicted, "status.message"), Cite.Field(evicted, "status.reason"));
    }

    private static Finding Find(WorkloadFacts workload, CauseCode code, string why, double confidence, Pod? pod, params Citation?[] proof) => new()
    {
        Cause = code,
        Object = workload.Reference,
        Summary = $"{workload.Reference} {why}.",
        Confidence = confidence,
        Citations = Cite.All(proof),
        Remedy = SafeRemedy.Of(
            "Remove what is in the way, or give the workload the priority and the requests that it needs.",
            [Kubectl.Describe(workload.Reference), Kubectl.Edit(workload.Reference)]),
        Since = pod?.Metadata.CreationTimestamp,
    };
}
