using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that the kubelet restarts because the application itself answers its liveness probe with an error: a status of the
/// 5xx class, or a program that prints the reason. No answer at all, or one that says that the probe asks the wrong thing, is
/// <see cref="ProbeDetector"/>'s.
/// </summary>
public sealed class LivenessReportDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.LivenessProbeFailing];

    /// <inheritdoc/>
    public string Decides => "The kubelet ended a container for its liveness probe, and the application answered the probe with an error.";

    /// <inheritdoc/>
    public string Remedy => "Correct what the application reports; let a liveness probe not depend on other services.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let failure = workload.Pods.SelectMany(ContainerFacts.Of).Where(c => c.Spec is not null && context.IsCurrent(c))
            .SelectMany(c => ProbeFailure.Of(c, context))
            .Where(f => f.Kind == "liveness" && ProbeFailure.IsKilled(f.Container, context))
            .FirstOrDefault(f => ProbeAnswer.Of(f, context) is not null)
        where failure is not null
        select Find(workload.Reference, failure, ProbeAnswer.Of(failure, context)!, context);

    private static Finding Find(ObjectReference workload, ProbeFailure failure, string answer, DiagnosisContext context) => new()
    {
        Cause = CauseCode.LivenessProbeFailing,
        Object = workload,
        Summary = $"The kubelet restarts the container {failure.Container.Status.Name} of {workload}, as it answers its liveness probe: "
            + ProbeAnswer.FirstLine(answer),
        Confidence = Certainty.Implied,
        Citations = Cite.All(
            Cite.Event(failure.Said),
            Cite.Field(failure.Container.Pod, failure.Container.LastEndPath, failure.Container.LastEnd?.FinishedAt),
            Cite.Field(failure.Container.Pod, failure.Container.StatusPath + ".restartCount")),
        Remedy = SafeRemedy.Of(
            "Correct what the application reports. A liveness probe should fail only where a restart helps: leave out of it what other "
            + "services answer.",
            [Kubectl.Logs(failure.Container.Pod.Reference, failure.Container.Status.Name, previous: true), Kubectl.Edit(workload)]),
        Since = FailureOnset.Of(failure.Container, context),
    };
}
