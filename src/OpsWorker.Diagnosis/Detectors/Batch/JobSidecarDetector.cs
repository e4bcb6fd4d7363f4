using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>
/// Jobs that did their work and do not end, as another container of their pod runs on: one that was injected into the pod, or that
/// serves others and never ends by itself. A container among the init containers with restartPolicy Always is ended by the kubelet.
/// </summary>
public sealed class JobSidecarDetector : IDetector
{
    // A second container may have a little more to do than the first.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.JobSidecarStillRunning];

    /// <inheritdoc/>
    public string Decides =>
        "In a Job's pod some containers ended well minutes ago, and those that still run were injected or serve a port or a probe.";

    /// <inheritdoc/>
    public string Remedy => "Make the sidecar an init container with restartPolicy Always, or let the job end it.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from pod in context.State.All<Pod>()
        let job = pod.Metadata.OwnerReferences.FirstOrDefault(o => o.Kind == nameof(Job))
        where job is not null && pod.Status.Phase == "Running" && !PodFacts.IsGoing(pod)
        let containers = ContainerFacts.Of(pod).Where(c => pod.Status.ContainerStatuses.Contains(c.Status)).ToList()
        let done = containers.FirstOrDefault(c => HasEnded(c, context.State.Now))
        where done is not null && containers.TrueForAll(c => c.Status.State is { Terminated.ExitCode: 0 } or { Running: not null })
        let template = context.State.Find<Job>(pod.Namespace, job.Name)?.Spec.Template
        let running = containers.Where(c => c.Status.State.Running is not null).ToList()
        where running.Count > 0 && running.TrueForAll(c => IsInjected(c, template) || Serves(c))
        group Find(pod, done, running[0], IsInjected(running[0], template), context) by context.State.WorkloadOf(pod) into workload
        select workload.First();

    private static bool HasEnded(ContainerFacts container, DateTimeOffset now) =>
        container.Status.State.Terminated is { ExitCode: 0 } end && now - end.FinishedAt >= s_patience;

    private static bool IsInjected(ContainerFacts container, PodTemplate? template) =>
        template is not null && !template.Spec.Containers.Any(c => c.Name == container.Status.Name);

    private static bool Serves(ContainerFacts container) => container.Spec is { } spec
        && (spec.Ports.Count > 0 || (spec.ReadinessProbe ?? spec.LivenessProbe ?? spec.StartupProbe) is not null);

    private static Finding Find(Pod pod, ContainerFacts done, ContainerFacts running, bool isInjected, DiagnosisContext context)
    {
        var workload = context.State.WorkloadOf(pod);
        var job = new ObjectReference(nameof(Job), pod.Namespace, pod.Metadata.OwnerReferences.First(o => o.Kind == nameof(Job)).Name);
        return new Finding
        {
            Cause = CauseCode.JobSidecarStillRunning,
            Object = workload,
            Summary = $"{job} does not end: the container {done.Status.Name} is done, and {running.Status.Name}"
                + $"{(isInjected ? ", which was injected," : "")} still runs beside it.",
            Confidence = isInjected ? Certainty.Stated : Certainty.Logged,
            Citations = Cite.All(
                Cite.Field(pod, done.StatusPath + ".state.terminated", done.Status.State.Terminated!.FinishedAt),
                Cite.Field(pod, running.StatusPath + ".state.running")),
            Remedy = SafeRemedy.Of(
                $"Make {running.Status.Name} an init container with restartPolicy Always, which the kubelet ends with the job, let the job "
                + "end it when it is done, or have it not injected into jobs.",
                [Kubectl.Edit(workload), Kubectl.Describe(pod.Reference)]),
            Since = done.Status.State.Terminated!.FinishedAt,
            Affects = [job],
        };
    }
}
