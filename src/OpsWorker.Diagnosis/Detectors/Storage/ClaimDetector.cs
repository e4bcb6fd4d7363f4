using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Storage;

/// <summary>
/// Claims that stay unbound and keep a workload's pods from a node. Where no volume fits, the one that comes closest
/// shows what is wrong with the claim. The finding is about the workload that mounts the claim, as that is what fails,
/// and names the claim beside it; of a claim that the alert names and that no known pod mounts, about the claim.
/// </summary>
public sealed class ClaimDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
    [
        CauseCode.PvcCapacityMismatch, CauseCode.PvcAccessModeMismatch, CauseCode.PvcSelectorMismatch,
        CauseCode.PvcStorageClassMismatch, CauseCode.PvAlreadyBound, CauseCode.PvcMissing, CauseCode.ProvisioningFailed,
    ];

    /// <inheritdoc/>
    public string Decides => "A workload's claim is pending or missing; the volume closest to it shows which of class, selector, mode and size does not fit.";

    /// <inheritdoc/>
    public string Remedy => "Correct the claim, or provide a volume that fits.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var missing in MissingClaim.Of(context)) yield return Missing(missing);
        foreach (var workload in context.Workloads.Where(w => w.IsTroubled))
        {
            foreach (var claim in PendingClaims(workload, context))
            {
                if (Pending(workload, claim, context) is { } finding) yield return finding;
            }
        }

        foreach (var claim in Unmounted(context))
        {
            if (Pending(null, claim, context) is { } finding) yield return finding;
        }
    }

    // A claim that waits for its first pod is in order, and has no warning.
    private static IEnumerable<PersistentVolumeClaim> Unmounted(DiagnosisContext context) =>
        from claim in context.Symptom.Subjects.Select(context.State.Find).OfType<PersistentVolumeClaim>()
        where claim.Status.Phase is "Pending" or "Lost" && context.State.EventsOf(claim.Reference).Any(e => e.Type == "Warning")
        where !context.State.All<Pod>().Any(p => PodFacts.Mounts(p, claim))
        select claim;

    private static IEnumerable<PersistentVolumeClaim> PendingClaims(WorkloadFacts workload, DiagnosisContext context) =>
        workload.Pods
            .Where(PodFacts.IsUnscheduled)
            .SelectMany(p => p.Spec.Volumes)
            .Select(v => context.State.Find<PersistentVolumeClaim>(workload.Reference.Namespace, v.PersistentVolumeClaim?.ClaimName))
            .OfType<PersistentVolumeClaim>()
            .Where(c => c.Status.Phase is "Pending" or "Lost")
            .DistinctBy(c => c.Name);

    private static Finding Missing(MissingClaim missing) => new()
    {
        Cause = CauseCode.PvcMissing,
        Object = missing.Workload.Reference,
        Summary = $"{missing.Workload.Reference} cannot start: it mounts the claim {missing.Claim}, which does not exist.",
        Confidence = missing.Said is not null ? Certainty.Logged : Certainty.Inferred,
        Citations = Cite.All(missing.Quote()),
        Remedy = SafeRemedy.Of(
            $"Create the claim {missing.Claim}, or mount one that exists.",
            [Kubectl.List("persistentvolumeclaims", missing.Workload.Reference.Namespace), Kubectl.Edit(missing.Workload.Reference)]),
        Since = missing.Workload.Pods.Count > 0 ? missing.Workload.Pods[0].Metadata.CreationTimestamp : null,
        Affects = [new ObjectReference("PersistentVolumeClaim", missing.Workload.Reference.Namespace, missing.Claim)],
    };

    private static Finding? Pending(WorkloadFacts? workload, PersistentVolumeClaim claim, DiagnosisContext context)
    {
        var said = context.State.EventsOf(claim.Reference).Where(e => e.Type == "Warning" || e.Reason == "FailedBinding")
            .OrderByDescending(e => e.LastAt).FirstOrDefault();
        var misfit = VolumeMatch.Judge(claim, context.State);
        var provisioning = said?.Reason == "ProvisioningFailed"
            && misfit?.Code is not (CauseCode.PvcStorageClassMismatch or CauseCode.PvcAccessModeMismatch);
        if (misfit is null && !provisioning) return null;
        var code = provisioning ? CauseCode.ProvisioningFailed : misfit!.Code;
        var why = provisioning ? "its volume could not be provisioned" : misfit!.Why;
        return new Finding
        {
            Cause = code,
            Object = workload is null
                || (code is CauseCode.PvcStorageClassMismatch or CauseCode.PvcAccessModeMismatch && !HasVolumes(context))
                ? claim.Reference
                : workload.Reference,
            Summary = workload is null
                ? $"{claim.Reference} stays unbound, because {why}."
                : $"{workload.Reference} cannot start: its claim {claim.Name} stays unbound, because {why}.",
            Confidence = provisioning ? Certainty.Logged : misfit!.Confidence,
            Citations = Cite.All(
                Cite.Event(said),
                Cite.Field(claim, misfit?.ClaimPath ?? "spec"),
                Cite.Field(misfit?.Volume, misfit?.VolumePath ?? "spec")),
            Remedy = SafeRemedy.Of(
                "Correct the claim (most of it can only be changed by making it anew), or provide a volume that fits.",
                [Kubectl.Describe(claim.Reference), Kubectl.List("persistentvolumes,storageclasses")]),
            Since = claim.Metadata.CreationTimestamp ?? workload?.Pods[0].Metadata.CreationTimestamp,
            Affects = workload is null ? [claim.Reference] : [claim.Reference, workload.Reference],
        };
    }

    // Where volumes are there that could be bound, claim and volume do not fit each other; where none is, the claim alone is wrong.
    private static bool HasVolumes(DiagnosisContext context) =>
        context.State.All<PersistentVolume>().Any(v => v.Status.Phase == "Available");
}
