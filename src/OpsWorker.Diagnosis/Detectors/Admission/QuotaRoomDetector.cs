using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>
/// Workloads that lack pods while a quota has no room for one more, where no word of the refusal is left. With the words of
/// the API server they are <see cref="QuotaDetector"/>'s.
/// </summary>
public sealed class QuotaRoomDetector : IDetector
{
    private const string FailurePath = "status.conditions[ReplicaFailure].reason";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
        [
            CauseCode.NamespaceCpuQuotaExceeded, CauseCode.NamespaceMemoryQuotaExceeded,
            CauseCode.NamespacePodQuotaExceeded, CauseCode.NamespaceObjectQuotaExceeded,
        ];

    /// <inheritdoc/>
    public string Decides =>
        "A workload lacks pods, no refusal was read, and a quota of its namespace has less room than one more pod requests.";

    /// <inheritdoc/>
    public string Remedy => "Raise the quota, or remove or shrink what uses it up.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var refused = RefusedPods.Of(context).Select(r => r.Workload).ToHashSet();
        var lacking = context.Workloads.Where(w => w.LacksPods && w.Template is not null && !refused.Contains(w)).ToList();
        return context.State.All<ResourceQuota>()
            .Select(q => Find(q, [.. lacking.Where(w => w.Reference.Namespace == q.Namespace)], context)).OfType<Finding>();
    }

    private static Finding? Find(ResourceQuota quota, List<WorkloadFacts> workloads, DiagnosisContext context)
    {
        var without = workloads.Select(w => (Workload: w, Resource: Exceeded(quota, w.Template!.Spec)))
            .Where(w => w.Resource is not null).ToList();
        if (without.Count == 0) return null;
        var resource = without[0].Resource!;
        var isRefused = without.Exists(w => Failure(w.Workload) is not null);
        return new Finding
        {
            Cause = QuotaTexts.CodeOf([resource]),
            Object = new ObjectReference("Namespace", null, quota.Namespace ?? ""),
            Summary = $"The quota {quota.Name} of the namespace {quota.Namespace} has no room for another pod of "
                + string.Join(", ", without.Select(w => w.Workload.Reference.Name)) + $": {resource}.",
            Confidence = isRefused ? Certainty.Confirmed : Certainty.Inferred,
            Citations = Cite.All([
                Cite.Field(quota, "status.hard"), Cite.Field(quota, "status.used"),
                .. without.Select(w => Failure(w.Workload)),
                .. without.Select(w => Cite.Field(w.Workload.Item, $"{w.Workload.SpecPath}.containers[0].resources"))]),
            Remedy = QuotaTexts.RemedyFor(quota.Namespace, quota.Name),
            Since = context.MadeLately(quota),
            Affects = [.. without.Select(w => w.Workload.Reference)],
        };
    }

    private static Citation? Failure(WorkloadFacts workload) => Cite.Field(workload.Item, FailurePath);

    private static string? Exceeded(ResourceQuota quota, PodSpec pod)
    {
        var (requests, limits) = (PodRequests.Of(pod), PodRequests.LimitsOf(pod));
        foreach (var (resource, hard) in quota.Status.Hard)
        {
            var wanted = resource switch
            {
                "pods" or "count/pods" => 1,
                _ when resource.StartsWith("limits.", StringComparison.Ordinal) => limits.GetValueOrDefault(resource["limits.".Length..]),
                _ when resource.StartsWith("requests.", StringComparison.Ordinal) =>
                    requests.GetValueOrDefault(resource["requests.".Length..]),
                "cpu" or "memory" => requests.GetValueOrDefault(resource),
                _ => 0,
            };
            if (wanted > 0 && quota.Status.Used.GetValueOrDefault(resource).Value + wanted > hard.Value) return resource;
        }

        return null;
    }
}
