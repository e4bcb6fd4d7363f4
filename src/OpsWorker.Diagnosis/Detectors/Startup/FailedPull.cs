using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>An image that a workload's container waits for.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Container">The first of its containers that waits for an image.</param>
/// <param name="Said">The kubelet's last event about that image; null where none was recorded.</param>
internal sealed record FailedPull(WorkloadFacts Workload, ContainerFacts Container, Event? Said)
{
    private static readonly string[] s_waiting =
        ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable", "ImageInspectError"];

    /// <summary>The image's reference; empty where it is not known.</summary>
    public string Image => ImageOf(Container);

    /// <summary>The words of the registry or the runtime, as far as they were passed on.</summary>
    public string Text => $"{Container.WaitingMessage}\n{Said?.Text}";

    /// <summary>One for each workload that waits for an image.</summary>
    public static IEnumerable<FailedPull> Of(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var waiting = workload.Pods.SelectMany(ContainerFacts.Of).FirstOrDefault(c => s_waiting.Contains(c.WaitingReason));
            if (waiting is not null) yield return new FailedPull(workload, waiting, LastEvent(waiting, context));
        }
    }

    private static string ImageOf(ContainerFacts container) => container.Spec?.Image ?? container.Status.Image ?? "";

    private static Event? LastEvent(ContainerFacts container, DiagnosisContext context) => context.State.EventsOf(container.Pod.Reference)
        .Where(e => e.Reason is "Failed" or "InspectFailed" or "ErrImageNeverPull"
            && e.Text.Contains(ImageOf(container), StringComparison.Ordinal))
        .MaxBy(e => e.LastAt);
}
