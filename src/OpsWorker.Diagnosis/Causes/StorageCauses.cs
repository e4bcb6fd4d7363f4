using OpsWorker.Core.Findings;
using static OpsWorker.Diagnosis.Causes.SymptomPhrases;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Storage: volumes and claims.</summary>
internal static class StorageCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(
            CauseCode.PvcCapacityMismatch,
            CauseLayer.Storage,
            Claim + "no persistent volumes available, and the volume meant for it is smaller."),
        new(
            CauseCode.PvcAccessModeMismatch,
            CauseLayer.Storage,
            Claim + "no persistent volumes available, and the volume meant for it has other access modes."),
        new(
            CauseCode.PvcSelectorMismatch,
            CauseLayer.Storage,
            Claim + "no persistent volumes available, and no volume has the labels of its selector."),
        new(
            CauseCode.PvcStorageClassMismatch,
            CauseLayer.Storage,
            Claim + "storageclass not found, or the volume meant for it has another class."),
        new(CauseCode.PvAlreadyBound, CauseLayer.Storage, Claim + "the volume is already bound to a different claim."),
        new(CauseCode.PvcMissing, CauseLayer.Storage, "A pod is Pending: persistentvolumeclaim not found."),
        new(CauseCode.ProvisioningFailed, CauseLayer.Storage, Claim + "ProvisioningFailed."),
        new(
            CauseCode.VolumeAttachFailed,
            CauseLayer.Storage,
            "A pod stays in ContainerCreating with the event FailedAttachVolume, often Multi-Attach error."),
        new(CauseCode.VolumeMountFailed, CauseLayer.Storage, "A pod stays in ContainerCreating with the event FailedMount."),
        new(CauseCode.VolumeMountPermissionDenied, CauseLayer.Storage, Restarts + "the log says permission denied on a mounted path."),
        new(CauseCode.VolumeNodeAffinityConflict, CauseLayer.Storage, Pending + "node(s) had volume node affinity conflict."),
        new(CauseCode.VolumeFull, CauseLayer.Storage, "The log says no space left on device, on a path of a volume."),
        new(
            CauseCode.VolumeExpansionFailed,
            CauseLayer.Storage,
            "A claim requests more storage than its CAPACITY shows; its events say ExternalExpanding or VolumeResizeFailed."),
        new(
            CauseCode.NodeDiskFull,
            CauseLayer.Infrastructure,
            "An image cannot be unpacked, or a container not be created: no space left on device."),
    ];
}
