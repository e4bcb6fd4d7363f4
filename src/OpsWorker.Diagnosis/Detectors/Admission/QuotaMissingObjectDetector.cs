using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>
/// Services and claims that workloads need and that are not there while a quota stands in their way. Who created them
/// was refused, and no event remains of that. Without such a quota a missing claim is <c>PvcMissing</c>.
/// </summary>
public sealed class QuotaMissingObjectDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NamespaceServiceQuotaExceeded, CauseCode.NamespaceStorageQuotaExceeded];

    /// <inheritdoc/>
    public string Decides => "A Service or claim that workloads name does not exist, and a quota of the namespace has no room for it.";

    /// <inheritdoc/>
    public string Remedy => "Raise the quota, then create the object that is missing.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        context.State.All<ResourceQuota>().SelectMany(q => Services(q, context).Concat(Storage(q, context)));

    private static IEnumerable<Finding> Services(ResourceQuota quota, DiagnosisContext context)
    {
        if (!IsFull(quota, CauseCode.NamespaceServiceQuotaExceeded, out var resource)) yield break;
        var missing = MissingService.Of(context).Where(m => m.Server.Namespace == quota.Namespace).ToList();
        if (missing.Count == 0) yield break;
        yield return Find(
            quota, context, CauseCode.NamespaceServiceQuotaExceeded, resource, Certainty.Confirmed,
                [.. missing.Select(m => m.Server).Distinct()],
            $"and the Service {missing[0].Name} that workloads call does not exist",
            missing.Select(m => Cite.Field(m.Address?.Source, m.Address?.Path ?? "")));
    }

    private static IEnumerable<Finding> Storage(ResourceQuota quota, DiagnosisContext context)
    {
        var missing = MissingClaim.Of(context).Where(m => m.Workload.Reference.Namespace == quota.Namespace).ToList();
        if (missing.Count == 0 || StorageResource(quota) is not { } resource) yield break;
        var full = IsFull(quota, CauseCode.NamespaceStorageQuotaExceeded, out _);
        var volume = Unused(context).FirstOrDefault(v => v.Spec.Capacity.GetValueOrDefault("storage") > Room(quota, resource));
        // A quota with room for all that could be claimed is no obstacle; a new one may be, as what was asked for is not known.
        if (!full && volume is null && context.MadeLately(quota) is null) yield break;
        yield return Find(
            quota, context, CauseCode.NamespaceStorageQuotaExceeded, resource,
                full || volume is not null ? Certainty.Confirmed : Certainty.Inferred,
            [.. missing.Select(m => m.Workload.Reference).Distinct()],
            $"and the claim {missing[0].Claim} that {missing[0].Workload.Reference} mounts does not exist",
            [.. missing.Select(m => m.Quote()), volume is null ? null : Cite.Field(volume, "spec.capacity")]);
    }

    private static Finding Find(
        ResourceQuota quota, DiagnosisContext context, CauseCode code, string resource, double confidence,
        IReadOnlyList<Core.Findings.ObjectReference> affects, string why, IEnumerable<Citation?> proof) => new()
        {
            Cause = code,
            Object = new ObjectReference("Namespace", null, quota.Namespace ?? ""),
            Summary = $"The quota {quota.Name} limits {resource} of the namespace {quota.Namespace}, {why}.",
            Confidence = confidence,
            Citations = Cite.All([Cite.Field(quota, "status.hard"), Cite.Field(quota, "status.used"), Cite.Field(quota, "spec.hard"), .. proof]),
            Remedy = QuotaTexts.RemedyFor(quota.Namespace, quota.Name),
            Since = context.MadeLately(quota),
            Affects = affects,
        };

    private static bool IsFull(ResourceQuota quota, CauseCode code, out string resource)
    {
        var full = quota.Status.Hard.FirstOrDefault(h => QuotaTexts.CodeOf(h.Key) == code
            && quota.Status.Used.TryGetValue(h.Key, out var used) && used >= h.Value);
        resource = full.Key;
        return full.Key is not null;
    }

    private static string? StorageResource(ResourceQuota quota) =>
        quota.Status.Hard.Keys.Concat(quota.Spec.Hard.Keys)
            .FirstOrDefault(k => QuotaTexts.CodeOf(k) == CauseCode.NamespaceStorageQuotaExceeded);

    private static Quantity Room(ResourceQuota quota, string resource) =>
        quota.Status.Hard.GetValueOrDefault(resource) - quota.Status.Used.GetValueOrDefault(resource);

    private static IEnumerable<PersistentVolume> Unused(DiagnosisContext context) =>
        context.State.All<PersistentVolume>().Where(v => v.Status.Phase == "Available");
}
