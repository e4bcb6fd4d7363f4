using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A container of a pod: how it is wanted and how it is.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Spec">How it is wanted; null where the recording has only its status.</param>
/// <param name="Status">How it is.</param>
/// <param name="IsInit">Whether it is an init container that must end before the others start.</param>
/// <param name="StatusPath">Where its status is in the pod, for quotations.</param>
internal sealed record ContainerFacts(Pod Pod, Container? Spec, ContainerStatus Status, bool IsInit, string StatusPath)
{
    // A month of restarts every five minutes; the exact number says nothing more.
    private const int MaxRestarts = 10_000;
    private const string ReasonColumn = "status.reason";
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(2);

    // The kubelet's reasons for which a container waits, as kubectl's column STATUS shows them.
    private static readonly string[] s_waiting =
    [
        "CrashLoopBackOff", "ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName", "CreateContainerConfigError",
        "CreateContainerError", "RunContainerError", "ContainerCreating", Ended,
    ];

    // The column's word for a container that ended with an error, whose exit code it does not show.
    private const string Ended = "Error";
    private const string Killed = "OOMKilled";
    private const int KilledCode = 137;

    // What stands before the reason of an init container.
    private const string InitColumn = "Init:";

    /// <summary>Why it waits; empty where it does not.</summary>
    public string WaitingReason => Status.State.Waiting?.Reason ?? "";

    /// <summary>The field with that reason, for quotations.</summary>
    public string WaitingReasonPath => IsOfColumn ? StatusPath : StatusPath + ".state.waiting.reason";

    /// <summary>What it waits for; empty where it does not say.</summary>
    public string WaitingMessage => Status.State.Waiting?.Message ?? "";

    /// <summary>How its last run ended; null where it never ended.</summary>
    public ContainerStateTerminated? LastEnd => Status.State.Terminated ?? Status.LastState.Terminated;

    /// <summary>Where <see cref="LastEnd"/> is in the pod.</summary>
    public string LastEndPath => IsOfColumn ? StatusPath :
        StatusPath + (Status.State.Terminated is not null ? ".state.terminated" : ".lastState.terminated");

    /// <summary>Whether it fails again and again: in back-off now, or ended with an error and was restarted.</summary>
    public bool IsCrashing =>
        WaitingReason is "CrashLoopBackOff" or Ended
        || (LastEnd is { ExitCode: not 0 } && (Status.RestartCount > 0 || Status.State.Terminated is not null));

    /// <summary>True if its last run ended while it started: within two minutes.</summary>
    public bool EndsAtStart => LastEnd is { StartedAt: { } from, FinishedAt: { } to } && to - from < s_start;

    /// <summary>
    /// Since when it fails, as far as the number of its restarts tells: the kubelet waits 10 seconds before the first one, and
    /// twice as long before each further one, up to five minutes. Never before the pod began.
    /// </summary>
    public DateTimeOffset? FailingSince
    {
        get
        {
            var began = Pod.Status.StartTime ?? Pod.Metadata.CreationTimestamp;
            if (LastEnd?.FinishedAt is not { } end || WaitingReason != "CrashLoopBackOff") return began;
            var restarts = Math.Clamp(Status.RestartCount, 1, MaxRestarts);
            var waited = Enumerable.Range(0, restarts - 1).Sum(i => i < 5 ? 10 * (1 << i) : 300);
            var ran = (end - LastEnd.StartedAt ?? TimeSpan.Zero) * restarts;
            var first = end - TimeSpan.FromSeconds(waited) - ran;
            return began > first ? began : first;
        }
    }

    /// <summary>The logs of its runs; a log that names no container may be its own.</summary>
    public IEnumerable<ContainerLog> LogsIn(ClusterState state) =>
        state.LogsOf(Pod).Where(l => l.Container is null || l.Container == Status.Name || Status.Name.Length == 0);

    /// <summary>The container in a sentence: <c>Container web</c>.</summary>
    public string Title => Status.Name.Length == 0 ? "A container" : $"Container {Status.Name}";

    private bool IsOfColumn => StatusPath == ReasonColumn;

    /// <summary>The start of a container's current run; the latest in the pod where no container is named.</summary>
    public static DateTimeOffset? StartOf(Pod pod, string? container) =>
        Of(pod).Where(c => container is null || c.Status.Name == container).Max(c => c.Status.State.Running?.StartedAt);

    /// <summary>The containers of a pod that have a status, init containers first.</summary>
    public static IEnumerable<ContainerFacts> Of(Pod pod)
    {
        foreach (var status in pod.Status.InitContainerStatuses)
        {
            var spec = pod.Spec.InitContainers.FirstOrDefault(c => c.Name == status.Name);
            var isInit = spec?.RestartPolicy != "Always";
            yield return new ContainerFacts(pod, spec, status, isInit, $"status.initContainerStatuses[{status.Name}]");
        }

        foreach (var status in pod.Status.ContainerStatuses)
        {
            var spec = pod.Spec.Containers.FirstOrDefault(c => c.Name == status.Name);
            yield return new ContainerFacts(pod, spec, status, false, $"status.containerStatuses[{status.Name}]");
        }

        if (OfColumn(pod) is { } only) yield return only;
    }

    // Recordings of kubectl's text have the reason for which a pod's container waits in place of the containers' statuses.
    private static ContainerFacts? OfColumn(Pod pod)
    {
        if (pod.Status.ContainerStatuses.Count > 0 || pod.Status.Reason is not { } column) return null;
        var isInit = column.StartsWith(InitColumn, StringComparison.Ordinal);
        var reason = isInit ? column[InitColumn.Length..] : column;
        if (StateOf(reason, pod.Status.Message) is not { } state) return null;
        var spec = (isInit ? pod.Spec.InitContainers : pod.Spec.Containers) is [var only] ? only : null;
        return new ContainerFacts(pod, spec, new ContainerStatus { Name = spec?.Name ?? "", State = state }, isInit, ReasonColumn);
    }

    private static ContainerState? StateOf(string reason, string? message) =>
        s_waiting.Contains(reason) ? new ContainerState(new ContainerStateWaiting(reason, message), null, null)
        : reason == Killed ? new ContainerState(null, null, new ContainerStateTerminated(KilledCode, null, reason, null, null, null))
        : null;
}
