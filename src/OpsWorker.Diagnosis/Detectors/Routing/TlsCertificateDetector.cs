using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
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
        "A container fails, or writes to the end, and its log has a verifier's reason to refuse a certificate: "
        + "an unknown authority or another name.";

    /// <inheritdoc/>
    public string Remedy =>
        "Give the client the authority that signed the certificate, or the server a certificate for the name that is called.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var failing = FailingLine.Of(context, (_, l) => CertificateFailure.Of(l) is not null).ToList();
        foreach (var line in failing)
        {
            yield return line.Find(
                CauseCode.TlsCertificateInvalid, $"it refuses a server that it calls, as {CertificateFailure.Of(line.Line)}",
                    Certainty.Logged,
                RemedyFor(line.Show(), line.Workload.Reference), context);
        }

        foreach (var workload in context.Workloads.Where(w => !failing.Exists(f => f.Workload == w)))
        {
            var lasting = LastingLine.Of(workload, context, l => CertificateFailure.Of(l) is not null);
            if (lasting is not null) yield return OfRunning(workload.Reference, lasting);
        }
    }

    // Many programs run on without one of the servers that they call.
    private static Finding OfRunning(ObjectReference workload, LastingLine line) => new()
    {
        Cause = CauseCode.TlsCertificateInvalid,
        Object = workload,
        Summary = $"{workload} refuses a server that it calls, as {CertificateFailure.Of(line.Line)}.",
        Confidence = Certainty.General,
        Citations = Cite.All(line.Quote()),
        Remedy = RemedyFor(Kubectl.Logs(new ObjectReference("Pod", line.Log.Namespace, line.Log.Pod), line.Log.Container), workload),
    };

    private static Remedy RemedyFor(KubectlCommand show, ObjectReference workload) => SafeRemedy.Of(
        "Give the client the authority that signed the server's certificate, call the server by a name in its certificate, or "
        + "issue a certificate for the name that is called.",
        [show, Kubectl.Edit(workload)]);
}
