using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>
/// Pods that are known by their events and logs alone, as no pod of their namespace was read: a recording of <c>kubectl get events</c>,
/// or an agent that may not list pods. Each stands for what its newest event says of its state; only events and logs can be quoted for it.
/// </summary>
internal static class UnlistedPod
{
    // An older event may be about a pod that is long gone.
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(1);

    // Probes repeat within a minute, and their events are renewed at least every few.
    private static readonly TimeSpan s_probes = TimeSpan.FromMinutes(10);

    /// <summary>The pods, with the workloads whose names theirs are made of; a pod of no known workload by itself.</summary>
    /// <param name="state">The state of the cluster.</param>
    /// <param name="workloads">The known workloads.</param>
    /// <param name="alerted">What the alert says of the pods that it names.</param>
    public static IEnumerable<(ObjectReference Workload, Pod Pod)> Of(
        ClusterState state, IReadOnlyCollection<ObjectReference> workloads, AlertedPods alerted)
    {
        var read = state.All<Pod>().Select(p => p.Namespace).ToHashSet();
        var events = state.All<Event>()
            .Where(e => e.About is { Kind: nameof(Pod), Name.Length: > 0 } && !(e.LastAt < state.Now - s_memory))
            .ToLookup(e => new ObjectReference(nameof(Pod), e.About!.Namespace ?? e.Namespace, e.About!.Name!));
        var logged = state.Logs.Select(l => new ObjectReference(nameof(Pod), l.Namespace, l.Pod)).ToHashSet();
        return from name in events.Select(e => e.Key).Union(logged)
               where !read.Contains(name.Namespace) && !state.Listed<Pod>(name.Namespace)
               let status = StatusOf([.. events[name]], state.Now) ?? (logged.Contains(name) ? Logged(alerted.Of(name)) : null)
               where status is not null
               let owner = workloads.FirstOrDefault(w => w.Namespace == name.Namespace && GonePod.MayBeOf(name.Name, w))
               select (owner ?? name, StandIn(name, status, [.. events[name]]));
    }

    private static Pod StandIn(ObjectReference name, PodStatus status, IReadOnlyList<Event> events) => new()
    {
        Kind = nameof(Pod),
        Metadata = new ObjectMeta { Name = name.Name, Namespace = name.Namespace, CreationTimestamp = events.Min(e => e.FirstAt) },
        Spec = new PodSpec { NodeName = events.Select(e => e.Source?.Host).FirstOrDefault(h => h is { Length: > 0 }) },
        Status = status,
    };

    private static PodStatus? StatusOf(IReadOnlyList<Event> events, DateTimeOffset now) =>
        events.Where(Tells).OrderBy(e => e.LastAt).ThenBy(e => e.Type == "Warning").LastOrDefault() is { } last
            ? StatusOf(last, now)
            : null;

    private static PodStatus Logged(AlertedState? alerted) => alerted switch
    {
        AlertedState.Restarting => NotReady("Running", "CrashLoopBackOff"),
        AlertedState.NotReady => NotReady("Running", null),
        _ => new PodStatus { Phase = "Running" },
    };

    private static bool Tells(Event said) => said.Reason is "Scheduled" or "Started" or "FailedScheduling" or "FailedMount"
        or "FailedAttachVolume" or "FailedCreatePodSandBox" or "Failed" or "BackOff" or "Unhealthy";

    // Null where the pod got on, or where the event does not tell enough.
    private static PodStatus? StatusOf(Event said, DateTimeOffset now) => said.Reason switch
    {
        "FailedScheduling" => NotReady("Pending", null, isScheduled: false),
        "FailedMount" or "FailedAttachVolume" or "FailedCreatePodSandBox" => NotReady("Pending", "ContainerCreating"),
        "Failed" or "BackOff" when said.Text.Contains("pull", StringComparison.OrdinalIgnoreCase) => NotReady("Pending", "ImagePullBackOff"),
        "Failed" when said.Text.StartsWith("Error: ", StringComparison.Ordinal) => NotReady("Pending", "CreateContainerConfigError"),
        "BackOff" => NotReady("Running", "CrashLoopBackOff"),
        "Unhealthy" when !(said.LastAt < now - s_probes) => NotReady("Running", null),
        _ => null,
    };

    private static PodStatus NotReady(string phase, string? reason, bool isScheduled = true) => new()
    {
        Phase = phase,
        Reason = reason,
        Conditions = [Is("Ready", false), Is("PodScheduled", isScheduled)],
    };

    private static Condition Is(string type, bool holds) => new(type, holds ? "True" : "False", null, null, null, null, null);
}
