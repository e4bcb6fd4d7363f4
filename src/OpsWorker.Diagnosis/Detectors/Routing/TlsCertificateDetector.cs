using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Clients that fail because they refuse a server's certificate: it is signed by an authority that they do not trust, or it is for
/// another name than the one they call. The client is named, as its log says it; the certificate may be what is to be changed.
/// </summary>
public sealed class TlsCertificateDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.TlsCertificateInvalid];

    /// <inheritdoc/>
    public string Decides =>
        "A container fails, and its log has a verifier's reason to refuse a certificate: an unknown authority or another name.";

    /// <inheritdoc/>
    public string Remedy =>
        "Give the client the authority that signed the certificate, or the server a certificate for the name that is called.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from line in FailingLine.Of(context, (_, l) => CertificateFailure.Of(l) is not null)
        select line.Find(
            CauseCode.TlsCertificateInvalid,
            $"it refuses a server that it calls, as {CertificateFailure.Of(line.Line)}",
            0.86,
            SafeRemedy.Of(
                "Give the client the authority that signed the server's certificate, call the server by a name in its certificate, or "
                + "issue a certificate for the name that is called.",
                [line.Show(), Kubectl.Edit(line.Workload.Reference)]),
            context);
}
