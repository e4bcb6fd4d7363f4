using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>The codes of quotas by resource, and what to do about a quota.</summary>
internal static class QuotaTexts
{
    /// <summary>The code for the resources of a quota that are exceeded; the first that is known decides.</summary>
    public static CauseCode CodeOf(IEnumerable<string> resources) =>
        resources.Select(CodeOf).Append(CauseCode.NamespaceObjectQuotaExceeded).First(c => c is not null)!.Value;

    /// <summary>The code for one resource of a quota, for example <c>requests.cpu</c>; null for one without a code of its own.</summary>
    public static CauseCode? CodeOf(string resource) => resource switch
    {
        "cpu" or "requests.cpu" or "limits.cpu" => CauseCode.NamespaceCpuQuotaExceeded,
        "memory" or "requests.memory" or "limits.memory" => CauseCode.NamespaceMemoryQuotaExceeded,
        "pods" or "count/pods" => CauseCode.NamespacePodQuotaExceeded,
        "services" or "count/services" or "services.nodeports" or "services.loadbalancers" => CauseCode.NamespaceServiceQuotaExceeded,
        "requests.storage" or "persistentvolumeclaims" or "count/persistentvolumeclaims" => CauseCode.NamespaceStorageQuotaExceeded,
        _ when resource.EndsWith(".storageclass.storage.k8s.io/requests.storage", StringComparison.Ordinal) =>
            CauseCode.NamespaceStorageQuotaExceeded,
        _ => null,
    };

    public static Remedy RemedyFor(string? ns, string quota) => SafeRemedy.Of(
        "Raise the quota, or remove what no longer needs it.",
        [Kubectl.Edit(new ObjectReference("ResourceQuota", ns, quota)), Kubectl.DescribeAll("resourcequotas", ns)]);
}
