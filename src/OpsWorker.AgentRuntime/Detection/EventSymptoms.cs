using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Symptoms that only events show: mounts, refused pods, provisioning, nodes that ran out of memory.</summary>
internal static class EventSymptoms
{
    // A persistent failure repeats its event. Shorter than the grace period, so a single event never becomes an alert.
    private const double EventLifetimeInGrace = 0.75;

    public static IEnumerable<Symptom> Of(Event reported, DetectionOptions options)
    {
        if (reported.Type != "Warning" || reported.About is not { Kind: { } kind, Name: { } name } about) return [];
        return (reported.Reason, kind) switch
        {
            ("FailedMount" or "FailedAttachVolume", "Pod") =>
                [Repeated(reported, ProblemKind.VolumeMountFailing, PodOwner.Of(kind, name), options) with { Pod = name }],
            ("FailedCreate", "ReplicaSet" or "StatefulSet" or "DaemonSet" or "Job" or "CronJob") =>
                [Repeated(reported, ProblemKind.PodCreateFailing, PodOwner.Of(kind, name), options)],
            ("ProvisioningFailed", "PersistentVolumeClaim") =>
                [Repeated(reported, ProblemKind.ClaimPending, new WorkloadName(kind, name), options)],
            ("SystemOOM" or "OOMKilling", "Node") => [OutOfMemory(reported, name)],
            _ => [],
        };
    }

    private static Symptom Repeated(Event reported, ProblemKind problem, WorkloadName workload, DetectionOptions options) =>
        new(new ProblemKey(problem, reported.About!.Namespace ?? reported.Namespace, workload.Kind, workload.Name))
        {
            Message = $"{reported.Reason}: {reported.Text}",
            Until = SymptomExpiry.After(reported.LastAt, options.GraceOf(problem) * EventLifetimeInGrace),
        };

    private static Symptom OutOfMemory(Event reported, string node) =>
        new(new ProblemKey(ProblemKind.OutOfMemory, null, "Node", node))
        {
            Message = $"{reported.Reason}: {reported.Text}",
            Since = reported.LastAt,
            Until = SymptomExpiry.EndOf(reported.LastAt),
        };
}
