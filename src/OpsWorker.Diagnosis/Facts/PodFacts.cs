using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>What can be said of a pod at a glance.</summary>
internal static class PodFacts
{
    /// <summary>Whether its probes let it be used.</summary>
    public static bool IsReady(Pod pod) => Condition(pod, "Ready") is { } ready
        ? ready.Status == "True"
        : pod.Status.Phase == "Running" && pod.Status.ContainerStatuses.All(c => c.Ready);

    /// <summary>Whether it is on its way out, or has done its work.</summary>
    public static bool IsGoing(Pod pod) => pod.Metadata.DeletionTimestamp is not null || pod.Status.Phase == "Succeeded";

    /// <summary>Whether it failed for good: its controller makes another one and leaves it lying for people to look at.</summary>
    public static bool IsLeftOver(Pod pod) => pod.Status.Phase == "Failed" && pod.Metadata.OwnerReferences.Any(o => o.Kind != "Job");

    /// <summary>Whether it should work and does not, or did not and was restarted.</summary>
    public static bool IsTroubled(Pod pod) =>
        !IsGoing(pod) && !IsLeftOver(pod) && (!IsReady(pod) || ContainerFacts.Of(pod).Any(c => c.Status.RestartCount > 0));

    /// <summary>True if no node was found for it; recordings may lack the node's name.</summary>
    public static bool IsUnscheduled(Pod pod) => string.IsNullOrEmpty(pod.Spec.NodeName) && pod.Status.Phase is "Pending" or null
        && !IsGoing(pod) && Condition(pod, "PodScheduled") is not { Status: "True" };

    /// <summary>True for a pod with a volume of the claim.</summary>
    public static bool Mounts(Pod pod, PersistentVolumeClaim claim) => pod.Namespace == claim.Namespace
        && pod.Spec.Volumes.Any(v => v.PersistentVolumeClaim?.ClaimName == claim.Name);

    /// <summary>The condition of that type, or null.</summary>
    public static Condition? Condition(Pod pod, string type) => pod.Status.Conditions.FirstOrDefault(c => c.Type == type);

    /// <summary>All containers that are wanted, with the path to each in the specification.</summary>
    public static IEnumerable<(Container Container, string Path)> Containers(PodSpec spec) =>
        spec.InitContainers.Select(c => (c, $"initContainers[{c.Name}]"))
            .Concat(spec.Containers.Select(c => (c, $"containers[{c.Name}]")));
}
