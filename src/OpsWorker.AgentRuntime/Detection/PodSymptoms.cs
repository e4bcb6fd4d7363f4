using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Symptoms of pods (Kubernetes documentation, "Pod Lifecycle"); the reasons are the kubelet's and the scheduler's.</summary>
internal static class PodSymptoms
{
    public static IEnumerable<Symptom> Of(Pod pod)
    {
        // A terminating pod is no problem.
        if (pod.Metadata.DeletionTimestamp is not null) return [];
        var workload = PodOwner.Of(pod);
        return pod.Status.Phase switch
        {
            "Failed" => pod.Status.Reason == "Evicted" ? [Evicted(pod, workload)] : [],
            "Succeeded" => [],
            _ => [.. Unschedulable(pod, workload), .. Containers(pod, workload)],
        };
    }

    private static Symptom Evicted(Pod pod, WorkloadName workload)
    {
        var at = pod.Status.Conditions.Max(c => c.LastTransitionTime) ?? pod.Status.StartTime ?? pod.Metadata.CreationTimestamp;
        return Of(pod, workload, ProblemKind.Evicted, null, pod.Status.Message) with { Since = at, Until = SymptomExpiry.EndOf(at) };
    }

    private static IEnumerable<Symptom> Unschedulable(Pod pod, WorkloadName workload) =>
        from condition in pod.Status.Conditions
        where condition is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" }
        select Of(pod, workload, ProblemKind.Unschedulable, null, condition.Message) with { Since = condition.LastTransitionTime };

    private static IEnumerable<Symptom> Containers(Pod pod, WorkloadName workload)
    {
        foreach (var container in pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses))
        {
            if (Waiting(pod, workload, container) is { } waiting) yield return waiting;
            if (OutOfMemory(pod, workload, container) is { } killed) yield return killed;
        }
    }

    private static Symptom? Waiting(Pod pod, WorkloadName workload, ContainerStatus container)
    {
        if (container.State.Waiting is not { Reason: { } reason } waiting) return null;
        ProblemKind? problem = reason switch
        {
            "CrashLoopBackOff" => ProblemKind.CrashLooping,
            "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" or "ImageInspectError"
                or "RegistryUnavailable" or "SignatureValidationFailed" => ProblemKind.ImagePullFailing,
            "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" or "PreStartHookError"
                or "PostStartHookError" => ProblemKind.ContainerStartFailing,
            _ => null,
        };
        if (problem is not { } kind) return null;
        var message = container.LastState.Terminated is { } last
            ? $"{reason}: {waiting.Message}; the last run ended with exit code {last.ExitCode} ({last.Reason})"
            : $"{reason}: {waiting.Message}";
        return Of(pod, workload, kind, container.Name, message);
    }

    private static Symptom? OutOfMemory(Pod pod, WorkloadName workload, ContainerStatus container)
    {
        var killed = new[] { container.State.Terminated, container.LastState.Terminated }.FirstOrDefault(t => t?.Reason == "OOMKilled");
        return killed is null
            ? null
            : Of(pod, workload, ProblemKind.OutOfMemory, container.Name, $"OOMKilled with exit code {killed.ExitCode}") with
            {
                Since = killed.FinishedAt,
                Until = SymptomExpiry.EndOf(killed.FinishedAt),
            };
    }

    private static Symptom Of(Pod pod, WorkloadName workload, ProblemKind problem, string? container, string? message) =>
        new(new ProblemKey(problem, pod.Namespace, workload.Kind, workload.Name, container)) { Pod = pod.Name, Message = message };
}
