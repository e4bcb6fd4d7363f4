namespace OpsWorker.Kubernetes.Model;

/// <summary>Containers that run together on a node.</summary>
public sealed class Pod : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public PodSpec Spec { get; set; } = new();

    /// <summary>What is.</summary>
    public PodStatus Status { get; set; } = new();
}

/// <summary>A pod as it is wanted; also within the templates of workloads.</summary>
public sealed class PodSpec
{
    /// <summary>Its containers.</summary>
    public IReadOnlyList<Container> Containers { get; set; } = [];

    /// <summary>Containers that run before the others, or beside them with the restart policy <c>Always</c>.</summary>
    public IReadOnlyList<Container> InitContainers { get; set; } = [];

    /// <summary>Its volumes.</summary>
    public IReadOnlyList<Volume> Volumes { get; set; } = [];

    /// <summary>The node that it was given; null until then.</summary>
    public string? NodeName { get; set; }

    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; set; } = new Dictionary<string, string>();

    /// <summary>Beside what it wants to run or not.</summary>
    public Affinity? Affinity { get; set; }

    /// <summary>Taints that do not keep it away.</summary>
    public IReadOnlyList<Toleration> Tolerations { get; set; } = [];

    /// <summary>How its replicas are to be spread.</summary>
    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; set; } = [];

    /// <summary>As whom it speaks to the API server.</summary>
    public string? ServiceAccountName { get; set; }

    /// <summary>Credentials for registries.</summary>
    public IReadOnlyList<NameReference> ImagePullSecrets { get; set; } = [];

    /// <summary>Higher ones may push out lower ones.</summary>
    public int? Priority { get; set; }

    /// <summary>The class that the priority comes from.</summary>
    public string? PriorityClassName { get; set; }

    /// <summary>Which scheduler judges it.</summary>
    public string? SchedulerName { get; set; }

    /// <summary>Marks that must be removed before it is scheduled.</summary>
    public IReadOnlyList<NameReference> SchedulingGates { get; set; } = [];

    /// <summary><c>Always</c>, <c>OnFailure</c> or <c>Never</c>.</summary>
    public string? RestartPolicy { get; set; }

    /// <summary>As whom its containers run.</summary>
    public SecurityContext? SecurityContext { get; set; }

    /// <summary><c>ClusterFirst</c>, or another way to resolve names: <c>Default</c>, <c>None</c>.</summary>
    public string? DnsPolicy { get; set; }

    /// <summary>Whether it uses the node's network.</summary>
    public bool HostNetwork { get; set; }

    /// <summary>Names that its containers find in their hosts file, before they ask the DNS.</summary>
    public IReadOnlyList<HostAlias> HostAliases { get; set; } = [];
}

/// <summary>An entry of a pod's hosts file.</summary>
public sealed class HostAlias
{
    /// <summary>The address.</summary>
    public string? Ip { get; set; }

    /// <summary>The names that lead to it.</summary>
    public IReadOnlyList<string> Hostnames { get; set; } = [];
}

/// <summary>A pod as it is.</summary>
public sealed class PodStatus
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c>, <c>Unknown</c>.</summary>
    public string? Phase { get; set; }

    /// <summary>Why it failed: <c>Evicted</c>, <c>NodeLost</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>Details of the reason.</summary>
    public string? Message { get; set; }

    /// <summary>Scheduled, initialised, ready.</summary>
    public IReadOnlyList<Condition> Conditions { get; set; } = [];

    /// <summary>Its containers.</summary>
    public IReadOnlyList<ContainerStatus> ContainerStatuses { get; set; } = [];

    /// <summary>Its init containers.</summary>
    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; set; } = [];

    /// <summary>When the kubelet took it.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Its address.</summary>
    public string? PodIP { get; set; }
}

/// <summary>A container as it is.</summary>
public sealed class ContainerStatus
{
    /// <summary>As in the specification.</summary>
    public string Name { get; set; } = "";

    /// <summary>Now.</summary>
    public ContainerState State { get; set; } = new(null, null, null);

    /// <summary>Before the last restart.</summary>
    public ContainerState LastState { get; set; } = new(null, null, null);

    /// <summary>Whether its probes let it be used.</summary>
    public bool Ready { get; set; }

    /// <summary>How often it was restarted.</summary>
    public int RestartCount { get; set; }

    /// <summary>The image reference that was resolved.</summary>
    public string? Image { get; set; }

    /// <summary>The image's digest; empty while it was not pulled.</summary>
    public string? ImageID { get; set; }

    /// <summary>Whether the start-up probe succeeded.</summary>
    public bool? Started { get; set; }
}

/// <summary>What a container does; one of the three.</summary>
public sealed record ContainerState(
    ContainerStateWaiting? Waiting, ContainerStateRunning? Running, ContainerStateTerminated? Terminated);

/// <summary>It waits, for what the reason says.</summary>
public sealed record ContainerStateWaiting(string? Reason, string? Message);

/// <summary>It runs.</summary>
public sealed record ContainerStateRunning(DateTimeOffset? StartedAt);

/// <summary>It ended.</summary>
public sealed record ContainerStateTerminated(
    int ExitCode, int? Signal, string? Reason, string? Message, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);
