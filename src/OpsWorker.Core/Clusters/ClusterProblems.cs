using OpsWorker.Core.Alerts;

namespace OpsWorker.Core.Clusters;

/// <summary>What an agent sees break in its cluster.</summary>
public enum ProblemKind
{
    /// <summary>A container ends again and again (<c>CrashLoopBackOff</c>).</summary>
    CrashLooping,

    /// <summary>A container's image cannot be had (<c>ErrImagePull</c>, <c>ImagePullBackOff</c>).</summary>
    ImagePullFailing,

    /// <summary>A container cannot be created or started (<c>CreateContainerConfigError</c>).</summary>
    ContainerStartFailing,

    /// <summary>No node takes a pod (<c>Unschedulable</c>).</summary>
    Unschedulable,

    /// <summary>A container, or a process of a node, took more memory than there was (<c>OOMKilled</c>).</summary>
    OutOfMemory,

    /// <summary>A node that lacked something threw a pod out (<c>Evicted</c>).</summary>
    Evicted,

    /// <summary>A pod's volume cannot be attached or mounted.</summary>
    VolumeMountFailing,

    /// <summary>A controller may not create its pods: a quota, a limit, an admission webhook.</summary>
    PodCreateFailing,

    /// <summary>A Job gave up.</summary>
    JobFailed,

    /// <summary>A Deployment made no progress within its deadline (<c>ProgressDeadlineExceeded</c>).</summary>
    DeploymentNotProgressing,

    /// <summary>A node's kubelet says that it is not ready, or says nothing any more.</summary>
    NodeNotReady,

    /// <summary>A claim gets no volume.</summary>
    ClaimPending,
}

/// <summary>
/// What an agent posts to <c>/v1/agent/alerts</c>, and what it is told there of what it posted before. Whose cluster it
/// is, the agent's credential says and nothing in here.
/// </summary>
public sealed record ClusterProblems
{
    /// <summary>The version of this form.</summary>
    public const string CurrentVersion = "1";

    /// <summary>The most problems of one message.</summary>
    public const int MaxProblems = 200;

    /// <summary>The form's version.</summary>
    public required string Version { get; init; }

    /// <summary>The problems.</summary>
    public required IReadOnlyList<ClusterProblem> Problems { get; init; }

    /// <summary>A message in the current form.</summary>
    public static ClusterProblems Of(IEnumerable<ClusterProblem> problems) => new() { Version = CurrentVersion, Problems = [.. problems] };
}

/// <summary>Something that is broken, or was: one occurrence of it, from its start to its end.</summary>
public sealed record ClusterProblem
{
    /// <summary>What kind of problem.</summary>
    public required ProblemKind Problem { get; init; }

    /// <summary>Whether it holds.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The namespace; null of nodes.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kind of what is broken: of pods the workload that they belong to, where it is known.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The container; null where it is not about one.</summary>
    public string? Container { get; init; }

    /// <summary>One of the pods concerned; null where it is not about pods.</summary>
    public string? Pod { get; init; }

    /// <summary>Why, in the cluster's words, masked; null where it says nothing.</summary>
    public string? Message { get; init; }

    /// <summary>Since when it holds.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Since when it holds no more; null while it does.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
