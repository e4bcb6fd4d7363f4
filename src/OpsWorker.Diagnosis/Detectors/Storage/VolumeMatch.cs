using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Detectors.Storage;

/// <summary>Why a claim and a volume do not come together.</summary>
internal sealed record Misfit(
    CauseCode Code, string Why, double Confidence, string ClaimPath, PersistentVolume? Volume, string VolumePath);

/// <summary>
/// Compares a claim with the volumes there are, as the binding controller does: class, selector, access modes, size, and
/// whether the volume is free. The volume with the fewest differences is taken for the one that was meant.
/// </summary>
internal static class VolumeMatch
{
    // Their volumes are directories of one node, or disks that one node attaches.
    private static readonly string[] s_ofOneNode =
    [
        "rancher.io/local-path", "k8s.io/minikube-hostpath", "docker.io/hostpath", "microk8s.io/hostpath",
        "ebs.csi.aws.com", "kubernetes.io/aws-ebs",
        "kubernetes.io/azure-disk", "disk.csi.azure.com", "dobs.csi.digitalocean.com", "csi.hetzner.cloud",
    ];

    public static Misfit? Judge(PersistentVolumeClaim claim, ClusterState state)
    {
        if (claim.Spec.StorageClassName is { Length: > 0 } name && MissingClass(claim, name, state) is { } missing) return missing;
        if (OfOneNode(claim, state) is { } single) return single;
        // A volume that was not read may be the one that fits.
        if (CanProvision(claim, state) || !state.Listed<PersistentVolume>(null)) return null;
        var closest = state.All<PersistentVolume>()
            .Select(v => (Volume: v, Misfits: Compare(claim, v).ToList()))
            .Where(v => v.Misfits.Count > 0)
            .OrderBy(v => v.Misfits.Count)
            .ThenByDescending(v => v.Volume.Name == claim.Spec.VolumeName)
            .ThenByDescending(v => v.Volume.Status.Phase == "Available")
            .FirstOrDefault();
        return closest.Misfits?[0];
    }

    private static Misfit? MissingClass(PersistentVolumeClaim claim, string name, ClusterState state)
    {
        if (state.Find<StorageClass>(null, name) is not null) return null;
        if (!state.Listed<StorageClass>(null) && !IsSaidMissing(claim, name, state)) return null;
        // A volume of that class serves the claim without an object for the class; then something else is wrong.
        if (state.All<PersistentVolume>().Any(v => v.Spec.StorageClassName == name)) return null;
        return new Misfit(
            CauseCode.PvcStorageClassMismatch, $"there is no storage class {name}", Certainty.Proved, "spec.storageClassName",
            state.All<PersistentVolume>().FirstOrDefault(v => v.Status.Phase == "Available"), "spec.storageClassName");
    }

    // The controller knows its classes also where the list of them was not read.
    private static bool IsSaidMissing(PersistentVolumeClaim claim, string name, ClusterState state) => state.EventsOf(claim.Reference)
        .Any(e => e.Reason == "ProvisioningFailed" && e.Text.Contains($"\"{name}\" not found", StringComparison.Ordinal));

    private static Misfit? OfOneNode(PersistentVolumeClaim claim, ClusterState state)
    {
        if (state.Find<StorageClass>(null, claim.Spec.StorageClassName) is not { } storage) return null;
        if (!s_ofOneNode.Contains(storage.Provisioner)) return null;
        return claim.Spec.AccessModes.FirstOrDefault(m => m is "ReadWriteMany" or "ReadOnlyMany") is { } mode
            ? new Misfit(
                CauseCode.PvcAccessModeMismatch, $"the provisioner {storage.Provisioner} makes no volumes with the access mode {mode}",
                Certainty.Confirmed, "spec.accessModes", null, "spec")
            : null;
    }

    private static bool CanProvision(PersistentVolumeClaim claim, ClusterState state) =>
        claim.Spec.StorageClassName is { Length: > 0 } name
        && state.Find<StorageClass>(null, name)?.Provisioner is { } provisioner
        && provisioner != "kubernetes.io/no-provisioner";

    private static IEnumerable<Misfit> Compare(PersistentVolumeClaim claim, PersistentVolume volume)
    {
        if ((claim.Spec.StorageClassName ?? "") != (volume.Spec.StorageClassName ?? ""))
        {
            yield return new Misfit(
                CauseCode.PvcStorageClassMismatch, $"its storage class is not that of the volume {volume.Name}", Certainty.Logged,
                "spec.storageClassName", volume, "spec.storageClassName");
        }

        if (claim.Spec.Selector is { } selector && !selector.Matches(volume.Metadata.Labels))
        {
            yield return new Misfit(
                CauseCode.PvcSelectorMismatch, $"its selector does not match the volume {volume.Name}", Certainty.Stated,
                "spec.selector", volume, "metadata.labels");
        }

        if (claim.Spec.AccessModes.Except(volume.Spec.AccessModes).Any())
        {
            yield return new Misfit(
                CauseCode.PvcAccessModeMismatch, $"the volume {volume.Name} does not have the access mode that it asks for",
                    Certainty.Stated,
                "spec.accessModes", volume, "spec.accessModes");
        }

        if (claim.Spec.Resources.Requests.GetValueOrDefault("storage") > volume.Spec.Capacity.GetValueOrDefault("storage"))
        {
            yield return new Misfit(
                CauseCode.PvcCapacityMismatch, $"it asks for more than the volume {volume.Name} has", Certainty.Stated,
                "spec.resources.requests.storage", volume, "spec.capacity.storage");
        }

        if (volume.Spec.ClaimRef is { } other && (other.Name != claim.Name || other.Namespace != claim.Namespace))
        {
            yield return new Misfit(
                CauseCode.PvAlreadyBound, $"the volume {volume.Name} belongs to the claim {other.Namespace}/{other.Name}",
                    Certainty.Confirmed,
                "spec", volume, "spec.claimRef");
        }
    }
}
