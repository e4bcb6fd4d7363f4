using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Startup;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that do not work as a ConfigMap or Secret which they read from the API server is not there. What their pods refer to is
/// <see cref="MissingReferenceDetector"/>'s: such pods do not start.
/// </summary>
public sealed class ReadObjectDetector : IDetector
{
    private const string Advice = "Create the object, or correct the name by which the program asks for it.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ConfigMapMissing, CauseCode.SecretMissing];

    /// <inheritdoc/>
    public string Decides => "The log of a container that fails has the API server's answer that a ConfigMap or Secret is not found.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from line in FailingLine.Of(context, (_, l) => IsSuch(l))
        let read = ConfigReference.OfMessage(line.Line)!
        let missing = new ObjectReference(read.Kind, line.Workload.Reference.Namespace, read.Name)
        where context.State.Find(missing) is null
        select line.Find(
            read.Kind == nameof(Secret) ? CauseCode.SecretMissing : CauseCode.ConfigMapMissing,
            $"it asks for the {read.Kind} {read.Name}, which does not exist",
            Certainty.Logged,
            SafeRemedy.Of(Advice, [Kubectl.List(read.Kind.ToLowerInvariant() + "s", missing.Namespace), line.Show()]),
            context) with
        {
            Affects = [missing],
        };

    private static bool IsSuch(string line) => line.Contains("not found", StringComparison.Ordinal)
        && ErrorLine.IsError(line) && ConfigReference.OfMessage(line) is not null;
}
