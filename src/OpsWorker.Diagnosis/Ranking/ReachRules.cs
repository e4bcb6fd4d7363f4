using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Diagnosis.Symptoms;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>Decides whether a cause can show what an alert of a kind measures, wherever in the cluster it is.</summary>
internal static class ReachRules
{
    private static readonly CauseCode[] s_certificates =
    [
        CauseCode.CertificateExpired, CauseCode.TlsCertificateInvalid, CauseCode.TlsSecretMissing, CauseCode.NodeClockSkew,
        CauseCode.AdmissionWebhookCertificateInvalid,
    ];

    private static readonly CauseCode[] s_ofNodes =
        [CauseCode.VolumeFull, CauseCode.Evicted, CauseCode.OutOfMemory, CauseCode.SandboxCreationFailed, CauseCode.AdmissionWebhookUnavailable];

    private static readonly string[] s_controlPlane = ["kube-system", "openshift-kube-", "openshift-etcd", "openshift-apiserver", "openshift-dns"];

    /// <summary>Whether the finding is among what such an alert may be about, though the alert does not name it.</summary>
    public static bool MayShow(AlertReach reach, Finding finding) => reach switch
    {
        AlertReach.Certificates => s_certificates.Contains(finding.Cause),
        AlertReach.Nodes => CauseCatalogue.Of(finding.Cause).Layer is CauseLayer.Infrastructure or CauseLayer.Performance || s_ofNodes.Contains(finding.Cause),
        AlertReach.ControlPlane => CauseCatalogue.Of(finding.Cause).Layer == CauseLayer.Infrastructure
            || s_controlPlane.Any(ns => finding.Object.Namespace?.StartsWith(ns, StringComparison.Ordinal) == true),
        AlertReach.Nothing => false,
        _ => true,
    };
}
