using OpsWorker.Core.Findings;
using static OpsWorker.Diagnosis.Causes.SymptomPhrases;

namespace OpsWorker.Diagnosis.Causes;

/// <summary>Causes of the family Admission: quotas, policies, webhooks and permissions.</summary>
internal static class AdmissionCauses
{
    /// <summary>One row per cause.</summary>
    public static IReadOnlyList<CauseRow> Rows { get; } =
    [
        new(CauseCode.NamespaceCpuQuotaExceeded, CauseLayer.Admission, NoPods + "exceeded quota, for cpu."),
        new(CauseCode.NamespaceMemoryQuotaExceeded, CauseLayer.Admission, NoPods + "exceeded quota, for memory."),
        new(CauseCode.NamespacePodQuotaExceeded, CauseLayer.Admission, NoPods + "exceeded quota, for pods."),
        new(
            CauseCode.NamespaceServiceQuotaExceeded,
            CauseLayer.Admission,
            "A Service, or its load balancer, cannot be created: exceeded quota, for services."),
        new(
            CauseCode.NamespaceStorageQuotaExceeded,
            CauseLayer.Admission,
            "A PersistentVolumeClaim cannot be created: exceeded quota, for storage or claims."),
        new(CauseCode.NamespaceObjectQuotaExceeded, CauseLayer.Admission, "An object cannot be created: exceeded quota, for its kind."),
        new(
            CauseCode.LimitRangeViolation,
            CauseLayer.Admission,
            NoPods + "maximum or minimum usage per Container, Pod or PersistentVolumeClaim."),
        new(CauseCode.ServiceAccountMissing, CauseLayer.Admission, NoPods + "serviceaccount not found."),
        new(CauseCode.PodSecurityViolation, CauseLayer.Admission, NoPods + "violates PodSecurity."),
        new(CauseCode.AdmissionWebhookRejected, CauseLayer.Admission, NoPods + "admission webhook denied the request."),
        new(CauseCode.AdmissionWebhookUnavailable, CauseLayer.Admission, NoPods + "failed calling webhook."),
        new(CauseCode.RbacForbidden, CauseLayer.Admission, "A log, or an event, says: is forbidden: User cannot VERB resource."),
        new(
            CauseCode.AdmissionWebhookCertificateInvalid,
            CauseLayer.Admission,
            NoPods + "failed calling webhook: x509.")
        {
            Refines = [CauseCode.AdmissionWebhookUnavailable],
        },
        new(
            CauseCode.KubeletAdmissionRejected,
            CauseLayer.Admission,
            "Pods have STATUS OutOfcpu, OutOfmemory, OutOfpods, UnexpectedAdmissionError or NodeAffinity."),
    ];
}
