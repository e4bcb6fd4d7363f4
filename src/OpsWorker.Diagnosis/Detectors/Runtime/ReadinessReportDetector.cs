using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that run and are not ready, and whose readiness probe was answered with something that is no fault of the
/// probe: a program that prints the reason, or a status of the 5xx class. The answer is quoted as it is.
/// </summary>
public sealed class ReadinessReportDetector : IDetector
{
    private static readonly string[] s_silent = ["connection refused", "timeout", "deadline exceeded", "did not complete within", "failed to connect"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ReadinessReported];

    /// <inheritdoc/>
    public string Decides => "A container runs and is not ready, and its readiness probe was answered with a reason.";

    /// <inheritdoc/>
    public string Remedy => "Give the application what its readiness probe reports that it lacks.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let failure = workload.Pods.SelectMany(ContainerFacts.Of).Where(c => c.Spec is not null)
            .SelectMany(c => ProbeFailure.Of(c, context)).FirstOrDefault(f => IsAnswer(f, context))
        where failure is not null
        select Find(workload.Reference, failure);

    private static bool IsAnswer(ProbeFailure failure, DiagnosisContext context) => failure is { Kind: "readiness", Said: not null }
        && Answer(failure).Length > 0
        && !s_silent.Any(w => failure.Text.Contains(w, StringComparison.OrdinalIgnoreCase))
        && ProbeVerdict.Judge(failure, context) is null;

    // "Readiness probe failed: ..." and, of a program, what it printed.
    private static string Answer(ProbeFailure failure)
    {
        var colon = failure.Text.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? "" : failure.Text[(colon + 2)..].Trim();
    }

    private static Finding Find(ObjectReference workload, ProbeFailure failure) => new()
    {
        Cause = CauseCode.ReadinessReported,
        Object = workload,
        Summary = $"{workload} runs and is not ready: {FirstLine(Answer(failure))}",
        Confidence = 0.72,
        Citations = Cite.All(Cite.Event(failure.Said), Cite.Field(failure.Container.Pod, failure.Container.StatusPath + ".ready")),
        Remedy = SafeRemedy.Of(
            "Give the application what its readiness probe reports that it lacks.",
            [Kubectl.Logs(failure.Container.Pod.Reference, failure.Container.Status.Name), Kubectl.Describe(failure.Container.Pod.Reference)]),
        Since = failure.Said!.FirstAt,
    };

    private static string FirstLine(string text) => text.Split('\n')[0] is var line && line.Length > 200 ? line[..200] : text.Split('\n')[0];
}
