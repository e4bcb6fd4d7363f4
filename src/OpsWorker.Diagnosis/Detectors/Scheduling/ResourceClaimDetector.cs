using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>
/// Pods whose ResourceClaims (dynamic resource allocation: GPUs and other devices) the scheduler cannot allocate. The words are those of
/// its plugin DynamicResources since 1.31. Extended resources ("Insufficient nvidia.com/gpu") are <see cref="NoNodeFitsDetector"/>'s.
/// </summary>
public sealed class ResourceClaimDetector : IDetector
{
    // That no node has the devices; that the claim is allocated elsewhere; that somebody else holds it; that it was not made.
    private static readonly string[] s_refusals =
    [
        "cannot allocate all claims", "resourceclaim not available on the node", "resourceclaim in use",
        "waiting for dynamic resource controller to create the resourceclaim",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ResourceClaimNotAllocated];

    /// <inheritdoc/>
    public string Decides => "The scheduler cannot allocate the ResourceClaims of a pod, or their DeviceClass does not exist.";

    /// <inheritdoc/>
    public string Remedy => "Free devices or add nodes that have them, or correct the device class and the selectors of the claim.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from pods in UnscheduledPods.Of(context)
        let reason = Reason(pods.Message)
        where reason is not null
        select new Finding
        {
            Cause = CauseCode.ResourceClaimNotAllocated,
            Object = pods.Workload.Reference,
            Summary = $"{pods.Subject} cannot be scheduled: {reason}.",
            Confidence = Certainty.Stated,
            Citations = Cite.All(Cite.Field(pods.Said, pods.Path, pods.SaidAt), Cite.Field(pods.Pod, "spec.resourceClaims")),
            Remedy = SafeRemedy.Of(
                Remedy,
                [
                    Kubectl.DescribeAll("resourceclaims", pods.Pod.Namespace),
                    Kubectl.List("resourceslices"),
                    Kubectl.List("deviceclasses"),
                    Kubectl.Edit(pods.Workload.Reference),
                ]),
            Since = pods.Pod.Metadata.CreationTimestamp,
        };

    private static string? Reason(string message)
    {
        var reasons = SchedulerMessage.Verdict(message);
        var start = reasons.IndexOf("device class ", StringComparison.Ordinal);
        var end = start < 0 ? -1 : reasons.IndexOf(" does not exist", start, StringComparison.Ordinal);
        if (end >= 0) return $"the DeviceClass {reasons[(start + "device class ".Length)..end]} does not exist";
        return s_refusals.FirstOrDefault(r => reasons.Contains(r, StringComparison.Ordinal));
    }
}
