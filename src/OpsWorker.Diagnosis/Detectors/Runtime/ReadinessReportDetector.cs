using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that run and are not ready, and whose readiness probe was answered with something that is no fault of the
/// probe: a program that prints the reason, or a status of the 5xx class. The answer is quoted as it is.
/// </summary>
public sealed class ReadinessReportDetector : IDetector
{
    private const string Advice = "Give the application what its readiness probe reports that it lacks.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ReadinessReported];

    /// <inheritdoc/>
    public string Decides => "A container runs and is not ready, and its readiness probe was answered with a reason.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let failure = workload.Pods.SelectMany(ContainerFacts.Of).Where(c => c.Spec is not null)
            .SelectMany(c => ProbeFailure.Of(c, context))
            .FirstOrDefault(f => f.Kind == "readiness" && ProbeAnswer.Of(f, context) is not null)
        where failure is not null
        select Find(workload.Reference, failure, ProbeAnswer.Of(failure, context)!);

    private static Finding Find(ObjectReference workload, ProbeFailure failure, string answer) => new()
    {
        Cause = CauseCode.ReadinessReported,
        Object = workload,
        Summary = $"{workload} runs and is not ready: {ProbeAnswer.FirstLine(answer)}",
        Confidence = Certainty.Inferred,
        Citations = Cite.All(Cite.Event(failure.Said), Cite.Field(failure.Container.Pod, failure.Container.StatusPath + ".ready")),
        Remedy = SafeRemedy.Of(
            Advice,
            [Kubectl.Logs(failure.Container.Pod.Reference, failure.Container.Status.Name),
                Kubectl.Describe(failure.Container.Pod.Reference)]),
        Since = failure.Said!.FirstAt,
    };
}
