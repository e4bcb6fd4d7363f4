using OpsWorker.Diagnosis.Ranking;
using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>Pods whose containers are ready and whose readiness gates are not: a controller has to set the gate's condition, and does not.</summary>
public sealed class ReadinessGateDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ReadinessGateUnsatisfied];

    /// <inheritdoc/>
    public string Decides => "All containers of a pod are ready, and the condition that a readiness gate names is missing or not true.";

    /// <inheritdoc/>
    public string Remedy => "Find the controller that sets the gate's condition, or take the gate out of the pod template.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let held = workload.Pods.Select(p => (Pod: p, Gate: ClosedGate(p))).FirstOrDefault(p => p.Gate is not null)
        where held.Pod is not null
        select Find(workload.Reference, held.Pod, held.Gate!);

    private static string? ClosedGate(Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null || pod.Status.Phase != "Running" || PodFacts.IsReady(pod)) return null;
        if (pod.Status.ContainerStatuses.Count == 0 || !pod.Status.ContainerStatuses.All(c => c.Ready)) return null;
        if (FieldPath.Find(pod.Raw, "spec.readinessGates") is not { ValueKind: JsonValueKind.Array } gates) return null;
        return gates.EnumerateArray()
            .Select(g => g.ValueKind == JsonValueKind.Object && g.TryGetProperty("conditionType", out var type) ? type.ToString() : "")
            .FirstOrDefault(type => type.Length > 0 && PodFacts.Condition(pod, type)?.Status != "True");
    }

    private static Finding Find(ObjectReference workload, Pod pod, string gate) => new()
    {
        Cause = CauseCode.ReadinessGateUnsatisfied,
        Object = workload,
        Summary = $"The containers of {workload} are ready, and its readiness gate {gate} is not satisfied.",
        Confidence = Certainty.Stated,
        Citations = Cite.All(
            Cite.Field(pod, "spec.readinessGates"), Cite.Field(pod, $"status.conditions[{gate}]"), Cite.Field(pod, "status.conditions[Ready]")),
        Remedy = SafeRemedy.Of(
            $"Find the controller that sets {gate}, or take the gate out of the pod template.",
            [Kubectl.Describe(pod.Reference)]),
        Since = PodFacts.Condition(pod, "ContainersReady")?.LastTransitionTime,
    };
}
