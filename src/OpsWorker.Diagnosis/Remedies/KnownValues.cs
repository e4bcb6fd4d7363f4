using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Remedies.Values;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>The commands that set what is wrong to a value that the cluster itself shows to be right.</summary>
internal static class KnownValues
{
    /// <summary>The commands for a finding; none where the right value is not known.</summary>
    public static IReadOnlyList<KubectlCommand> For(Finding finding, DiagnosisContext context) => finding.Cause switch
    {
        CauseCode.ScaledToZero => Replicas.Commands(finding, context),
        CauseCode.OutOfMemory or CauseCode.MemoryPressure => Limits.Commands(finding, context),
        CauseCode.ImageReferenceInvalid => Images.Commands(finding, context),
        CauseCode.TaintNotTolerated => Taints.Commands(finding, context),
        CauseCode.ServiceSelectorMismatch => ServiceFields.Selector(finding, context),
        CauseCode.ServicePortMismatch or CauseCode.ServiceProtocolMismatch => ServiceFields.Port(finding, context),
        CauseCode.IngressClassMissing => Ingresses.Class(finding, context),
        CauseCode.TlsSecretMissing => Ingresses.TlsSecret(finding, context),
        CauseCode.ConfigMapMissing or CauseCode.ConfigMapKeyMissing or CauseCode.SecretMissing or CauseCode.SecretKeyMissing =>
            MissingKeys.Commands(finding, context),
        CauseCode.LivenessProbePortWrong or CauseCode.ReadinessProbePortWrong => ProbePorts.Commands(finding, context),
        CauseCode.CronJobSuspended => [Kubectl.Patch(finding.Object, JsonPatch.Merge(false, "spec", "suspend"))],
        CauseCode.NamespaceCpuQuotaExceeded or CauseCode.NamespaceMemoryQuotaExceeded or CauseCode.NamespacePodQuotaExceeded
            or CauseCode.NamespaceServiceQuotaExceeded or CauseCode.NamespaceStorageQuotaExceeded
                or CauseCode.NamespaceObjectQuotaExceeded =>
            Quotas.Commands(finding, context),
        CauseCode.ServiceAddressWrong or CauseCode.DatabasePortWrong => ConfiguredAddresses.Commands(finding, context),
        CauseCode.RbacForbidden => Permissions.Commands(finding),
        CauseCode.AdmissionWebhookUnavailable or CauseCode.AdmissionWebhookCertificateInvalid => Webhooks.Backend(finding),
        CauseCode.VolumeFull => Claims.Enlarge(finding, context),
        _ => [],
    };
}
