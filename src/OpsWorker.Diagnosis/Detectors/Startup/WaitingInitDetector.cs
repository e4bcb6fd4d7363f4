using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Init containers that run and do not come to an end, so that the others are never started: usually they wait for
/// something that is not there. One that runs for a moment only is at work.
/// </summary>
public sealed class WaitingInitDetector : IDetector
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.InitContainerFailed];

    /// <inheritdoc/>
    public string Decides => "An init container has been running for minutes while the pod's containers wait for it.";

    /// <inheritdoc/>
    public string Remedy => "Find what the init container waits for.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        let waiting = workload.Pods.SelectMany(ContainerFacts.Of).FirstOrDefault(c => c.IsInit && Since(c) is { } since && context.State.Now - since > s_patience)
        where waiting is not null
        select new Finding
        {
            Cause = CauseCode.InitContainerFailed,
            Object = workload.Reference,
            Summary = $"{workload.Reference} does not start: its init container {waiting.Status.Name} does not come to an end.",
            Confidence = Certainty.Inferred,
            Citations = Cite.All(
                Cite.Field(waiting.Pod, waiting.StatusPath + ".state.running"),
                ErrorLine.Of(context.State.LogsOf(waiting.Pod).Where(l => l.Container == waiting.Status.Name))),
            Remedy = SafeRemedy.Of(
                "Find what it waits for.",
                [Kubectl.Logs(waiting.Pod.Reference, waiting.Status.Name), Kubectl.Describe(waiting.Pod.Reference)]),
            Since = Since(waiting),
        };

    private static DateTimeOffset? Since(ContainerFacts container) => container.Status.State.Running?.StartedAt;
}
