using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>Containers that the runtime cannot create or start, told apart by what it says.</summary>
public sealed class ContainerCreateDetector : IDetector
{
    private static readonly string[] s_waiting =
        ["CreateContainerError", "CreateContainerConfigError", "RunContainerError", "StartError", "ContainerCannotRun", "CrashLoopBackOff"];

    private static readonly string[] s_notFound =
        ["executable file not found", "no such file or directory", "exec: ", "not a directory", "permission denied: unknown"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
    [
        CauseCode.CommandNotFound, CauseCode.RunAsNonRootViolation, CauseCode.ImageArchitectureMismatch, CauseCode.CreateContainerFailed,
    ];

    /// <inheritdoc/>
    public string Decides => "The runtime's words for a container that it cannot create or start.";

    /// <inheritdoc/>
    public string Remedy => "Correct the container's specification, or its image.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var found = workload.Pods.SelectMany(ContainerFacts.Of)
                .Where(c => s_waiting.Contains(c.WaitingReason) || c.LastEnd?.Reason is "StartError" or "ContainerCannotRun")
                .Select(c => Find(workload, c, context))
                .OfType<Finding>()
                .FirstOrDefault();
            if (found is not null) yield return found;
        }
    }

    private static Finding? Find(WorkloadFacts workload, ContainerFacts container, DiagnosisContext context)
    {
        var said = context.State.EventsOf(container.Pod.Reference)
            .Where(e => e.Reason == "Failed" && e.Text.StartsWith("Error: ", StringComparison.Ordinal) && e.Text.Contains(' ', StringComparison.Ordinal))
            .OrderByDescending(e => e.Text.Length)
            .FirstOrDefault();
        var text = $"{container.WaitingMessage}\n{container.LastEnd?.Message}\n{said?.Text}";
        if (Judge(container, text) is not { } verdict) return null;
        return new Finding
        {
            Cause = verdict.Code,
            Object = workload.Reference,
            Summary = $"The container {container.Status.Name} of {workload.Reference} cannot start: {verdict.Why}.",
            Confidence = verdict.Confidence,
            Citations = Cite.All(
                Cite.Event(said),
                Cite.Field(container.Pod, container.StatusPath + ".state.waiting"),
                Cite.Field(container.Pod, container.LastEndPath, container.LastEnd?.FinishedAt)),
            Remedy = SafeRemedy.Of(
                RemedyFor(verdict.Code),
                [Kubectl.Describe(container.Pod.Reference), Kubectl.Edit(workload.Reference)]),
            Since = container.Pod.Metadata.CreationTimestamp,
        };
    }

    private static string RemedyFor(CauseCode code) => code switch
    {
        CauseCode.CommandNotFound => "Correct the container's command or args to a program that the image has.",
        CauseCode.RunAsNonRootViolation =>
            "Set securityContext.runAsUser to a user other than 0, or use an image that does not run as root.",
        CauseCode.ImageArchitectureMismatch => "Use an image of the node's architecture, or select nodes of the image's.",
        _ => "Do what the runtime's message asks for: a mount, a device or the runtime of the node may be at fault.",
    };

    private static (CauseCode Code, string Why, double Confidence)? Judge(ContainerFacts container, string text)
    {
        if (text.Contains("runAsNonRoot", StringComparison.Ordinal))
        {
            return (CauseCode.RunAsNonRootViolation, "the image runs as root, which the pod forbids", Certainty.Proved);
        }

        if (text.Contains("exec format error", StringComparison.OrdinalIgnoreCase))
        {
            return (CauseCode.ImageArchitectureMismatch, "its program is not made for the node's processor", Certainty.Stated);
        }

        if (text.Contains("OOM-killed", StringComparison.OrdinalIgnoreCase)) return null;
        if (text.Contains("error mounting ", StringComparison.OrdinalIgnoreCase))
        {
            return (CauseCode.CreateContainerFailed, "a mount does not fit what is in the image", Certainty.Stated);
        }

        if (s_notFound.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)) || container.LastEnd?.ExitCode == 127)
        {
            return (CauseCode.CommandNotFound, "its command is not in the image or cannot be run",
                container.LastEnd?.ExitCode == 127 ? Certainty.Logged : Certainty.Proved);
        }

        return container.WaitingReason is "CreateContainerError" or "RunContainerError" || container.LastEnd?.Reason is "StartError" or "ContainerCannotRun"
            ? (CauseCode.CreateContainerFailed, "the runtime cannot create it", Certainty.Inferred)
            : null;
    }
}
