namespace OpsWorker.Kubernetes.Model;

/// <summary>Containers that run together on a node.</summary>
public sealed class Pod : KubernetesObject
{
    public PodSpec Spec { get; set; } = new();

    public PodStatus Status { get; set; } = new();
}

/// <summary>The desired state of a pod, also in the templates of workloads.</summary>
public sealed class PodSpec
{
    public IReadOnlyList<Container> Containers { get; set; } = [];

    /// <summary>Containers that run before the others, or beside them with the restart policy <c>Always</c>.</summary>
    public IReadOnlyList<Container> InitContainers { get; set; } = [];

    public IReadOnlyList<Volume> Volumes { get; set; } = [];

    /// <summary>The node that the pod was scheduled to; null before that.</summary>
    public string? NodeName { get; set; }

    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; set; } = new Dictionary<string, string>();

    public Affinity? Affinity { get; set; }

    public IReadOnlyList<Toleration> Tolerations { get; set; } = [];

    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; set; } = [];

    public string? ServiceAccountName { get; set; }

    public IReadOnlyList<NameReference> ImagePullSecrets { get; set; } = [];

    /// <summary>Pods of a higher priority may preempt it.</summary>
    public int? Priority { get; set; }

    public string? PriorityClassName { get; set; }

    public string? SchedulerName { get; set; }

    /// <summary>Gates that must be removed before the pod is scheduled.</summary>
    public IReadOnlyList<NameReference> SchedulingGates { get; set; } = [];

    /// <summary><c>Always</c>, <c>OnFailure</c> or <c>Never</c>.</summary>
    public string? RestartPolicy { get; set; }

    public SecurityContext? SecurityContext { get; set; }

    /// <summary><c>ClusterFirst</c>, <c>ClusterFirstWithHostNet</c>, <c>Default</c> or <c>None</c>.</summary>
    public string? DnsPolicy { get; set; }

    public bool HostNetwork { get; set; }

    /// <summary>Entries of the containers' hosts file, which count before DNS.</summary>
    public IReadOnlyList<HostAlias> HostAliases { get; set; } = [];
}

/// <summary>An entry of a pod's hosts file.</summary>
public sealed class HostAlias
{
    public string? Ip { get; set; }

    public IReadOnlyList<string> Hostnames { get; set; } = [];
}

/// <summary>The observed state of a pod.</summary>
public sealed class PodStatus
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c>, <c>Unknown</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>The reason of a failure: <c>Evicted</c>, <c>NodeLost</c>.</summary>
    public string? Reason { get; set; }

    public string? Message { get; set; }

    public IReadOnlyList<Condition> Conditions { get; set; } = [];

    public IReadOnlyList<ContainerStatus> ContainerStatuses { get; set; } = [];

    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; set; } = [];

    /// <summary>The time at which the kubelet accepted the pod.</summary>
    public DateTimeOffset? StartTime { get; set; }

    public string? PodIP { get; set; }
}

/// <summary>The observed state of a container.</summary>
public sealed class ContainerStatus
{
    public string Name { get; set; } = "";

    public ContainerState State { get; set; } = new(null, null, null);

    /// <summary>The state before the last restart.</summary>
    public ContainerState LastState { get; set; } = new(null, null, null);

    /// <summary>True while its readiness probe succeeds.</summary>
    public bool Ready { get; set; }

    public int RestartCount { get; set; }

    /// <summary>The image reference that was resolved.</summary>
    public string? Image { get; set; }

    /// <summary>The image's digest; empty until it is pulled.</summary>
    public string? ImageID { get; set; }

    /// <summary>True after the startup probe succeeded.</summary>
    public bool? Started { get; set; }
}

/// <summary>The state of a container; one of the three is set.</summary>
public sealed record ContainerState(
    ContainerStateWaiting? Waiting, ContainerStateRunning? Running, ContainerStateTerminated? Terminated);

/// <summary>A waiting container and its reason: <c>CrashLoopBackOff</c>, <c>ImagePullBackOff</c>.</summary>
public sealed record ContainerStateWaiting(string? Reason, string? Message);

/// <summary>A running container.</summary>
public sealed record ContainerStateRunning(DateTimeOffset? StartedAt);

/// <summary>A terminated container.</summary>
public sealed record ContainerStateTerminated(
    int ExitCode, int? Signal, string? Reason, string? Message, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);
