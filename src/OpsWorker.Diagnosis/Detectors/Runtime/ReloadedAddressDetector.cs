using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>Workloads that read their configuration again while they ran, and since then fail at an address that it changed.</summary>
public sealed class ReloadedAddressDetector : IDetector
{
    private const string Advice = "Set the address back in the configuration that the workload reads again.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "A log reports that an address was replaced, and after that failures of the new one.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        where context.LogFindings.Of(workload).Any()
        let changed = workload.Pods.SelectMany(context.State.LogsOf).Where(l => !l.Previous)
            .Select(l => ReloadedAddress.In(l, context.FreshLines.Of(l))).FirstOrDefault(r => r is not null)
        where changed is not null
        select new Finding
        {
            Cause = CauseCode.ServiceAddressWrong,
            Object = workload.Reference,
            Summary = $"{workload.Reference} was configured anew with {changed.Address} in place of {changed.Before}, which fails since.",
            Confidence = Certainty.Logged,
            Citations = Cite.All(Cite.Line(changed.Log, changed.Change), Cite.Line(changed.Log, changed.Failure)),
            Remedy = SafeRemedy.Of(
                Advice,
                [
                    Kubectl.Logs(new ObjectReference("Pod", changed.Log.Namespace, changed.Log.Pod), changed.Log.Container),
                    Kubectl.Get(workload.Reference),
                ]),
        };
}
