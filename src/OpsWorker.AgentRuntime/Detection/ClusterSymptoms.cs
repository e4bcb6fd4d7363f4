using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Symptoms of nodes and PersistentVolumeClaims.</summary>
internal static class ClusterSymptoms
{
    // The volume controller sets this annotation when it requests a volume: with WaitForFirstConsumer not before a pod needs
    // the claim (Kubernetes documentation, "Storage Classes", volume binding mode).
    private static readonly string[] ProvisionerAnnotations =
        ["volume.kubernetes.io/storage-provisioner", "volume.beta.kubernetes.io/storage-provisioner"];

    public static IEnumerable<Symptom> Of(Node node) =>
        from condition in node.Status.Conditions
        where condition.Type == "Ready" && condition.Status != "True" && node.Metadata.DeletionTimestamp is null
        select new Symptom(new ProblemKey(ProblemKind.NodeNotReady, null, "Node", node.Name))
        {
            Message = $"{condition.Reason}: {condition.Message}",
            Since = condition.LastTransitionTime,
        };

    public static IEnumerable<Symptom> Of(PersistentVolumeClaim claim)
    {
        if (claim.Metadata.DeletionTimestamp is not null) return [];
        var symptom = new Symptom(new ProblemKey(ProblemKind.ClaimPending, claim.Namespace, "PersistentVolumeClaim", claim.Name));
        return claim.Status.Phase switch
        {
            "Lost" => [symptom with { Message = "The claim's volume is gone." }],
            "Pending" when IsProvisioning(claim) =>
                [symptom with { Message = "The claim is bound to no volume.", Since = claim.Metadata.CreationTimestamp }],
            _ => [],
        };
    }

    // A claim without a class is bound to an existing volume at once or never.
    private static bool IsProvisioning(PersistentVolumeClaim claim) =>
        claim.Spec.StorageClassName is "" || ProvisionerAnnotations.Any(claim.Metadata.Annotations.ContainsKey);
}
