using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Probes that ask the wrong thing of an application that works: another port than it listens on, another protocol,
/// another path, or sooner and more impatiently than it can answer. An application that fails by itself makes its probes
/// fail too; then it is no cause here, and the crash is another detector's.
/// </summary>
public sealed class ProbeDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
    [
        CauseCode.LivenessProbePortWrong, CauseCode.LivenessProbeProtocolWrong, CauseCode.LivenessProbePathWrong,
        CauseCode.LivenessProbeTimingTooTight, CauseCode.ReadinessProbePortWrong, CauseCode.ReadinessProbeProtocolWrong,
        CauseCode.ReadinessProbePathWrong, CauseCode.ReadinessProbeTimingTooTight, CauseCode.StartupProbeTimingTooTight,
    ];

    /// <inheritdoc/>
    public string Decides => "A probe of a container fails while the container itself runs; the failure and the container's ports say what is wrong with it.";

    /// <inheritdoc/>
    public string Remedy => "Correct the probe's port, protocol, path or times.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var found = workload.Pods
                .SelectMany(ContainerFacts.Of)
                .Where(c => c.Spec is not null)
                .SelectMany(c => ProbeFailure.Of(c, context))
                .Select(f => (Failure: f, Verdict: ProbeVerdict.Judge(f, context)))
                .Where(f => f.Verdict is not null)
                .DistinctBy(f => f.Verdict!.Code);
            foreach (var (failure, verdict) in found) yield return Find(workload, failure, verdict!);
        }
    }

    private static Finding Find(WorkloadFacts workload, ProbeFailure failure, ProbeVerdict verdict)
    {
        var container = failure.Container;
        var path = $"{workload.SpecPath}.containers[{container.Status.Name}]";
        return new Finding
        {
            Cause = verdict.Code,
            Object = workload.Reference,
            Summary = $"The {failure.Kind} probe of {workload.Reference} {verdict.Why}.",
            Confidence = verdict.Confidence,
            Citations = Cite.All(
                Cite.Event(failure.Said),
                Cite.Field(workload.Item ?? container.Pod, $"{path}.{failure.Field}"),
                Cite.Field(workload.Item ?? container.Pod, $"{path}.ports"),
                verdict.ShowsLastEnd ? Cite.Field(container.Pod, container.LastEndPath, container.LastEnd?.FinishedAt) : null),
            Remedy = SafeRemedy.Of(
                $"Correct the {failure.Field} of the container {container.Status.Name}.",
                [Kubectl.Edit(workload.Reference), Kubectl.History(workload.Reference)]),
            Since = failure.Said?.FirstAt ?? container.Pod.Metadata.CreationTimestamp,
        };
    }
}
