using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>What the scheduler last said about a workload's pods without a node.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Pod">One of its pods without a node; they differ in nothing that matters here.</param>
/// <param name="Said">Where the scheduler's words are: the event, or the pod itself; null where it said nothing.</param>
/// <param name="Path">The field.</param>
/// <param name="Message">The words; empty where there are none.</param>
internal sealed record UnscheduledPods(WorkloadFacts Workload, Pod Pod, KubernetesObject? Said, string Path, string Message)
{
    private const string ConditionPath = "status.conditions[PodScheduled].message";

    /// <summary>True where the scheduler looked for a node: it says so, or it wrote the pod's condition.</summary>
    public bool IsJudged => Said is not null || PodFacts.Condition(Pod, "PodScheduled") is { Status: "False" };

    /// <summary>The time of the event; null where the pod itself has the words.</summary>
    public DateTimeOffset? SaidAt => (Said as Event)?.LastAt;

    /// <summary>The pods as the subject of a sentence.</summary>
    public string Subject => char.ToUpperInvariant(Workload.PodsName[0]) + Workload.PodsName[1..];

    public static IEnumerable<UnscheduledPods> Of(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var pods = workload.Pods.Where(PodFacts.IsUnscheduled).ToList();
            if (pods.Count == 0) continue;
            var events = pods
                .SelectMany(p => context.State.EventsOf(p.Reference).Select(e => (Pod: p, Event: e)))
                .Where(x => x.Event.Reason == "FailedScheduling" && !x.Event.Text.StartsWith("skip schedule", StringComparison.Ordinal))
                .OrderByDescending(x => x.Event.LastAt)
                .ToList();
            yield return events.Count > 0
                ? new UnscheduledPods(workload, events[0].Pod, events[0].Event, events[0].Event.TextField, events[0].Event.Text)
                : FromCondition(workload, pods[0]);
        }
    }

    private static UnscheduledPods FromCondition(WorkloadFacts workload, Pod pod) =>
        PodFacts.Condition(pod, "PodScheduled")?.Message is { Length: > 0 } message
            ? new UnscheduledPods(workload, pod, pod, ConditionPath, message)
            : new UnscheduledPods(workload, pod, null, "", "");
}
