using OpsWorker.Core.Alerts;

namespace OpsWorker.Core.Clusters;

/// <summary>The kinds of problem that an agent detects in its cluster.</summary>
public enum ProblemKind
{
    /// <summary>A container is in <c>CrashLoopBackOff</c>.</summary>
    CrashLooping,

    /// <summary>A container's image cannot be pulled (<c>ErrImagePull</c>, <c>ImagePullBackOff</c>).</summary>
    ImagePullFailing,

    /// <summary>A container cannot be created or started (<c>CreateContainerConfigError</c>).</summary>
    ContainerStartFailing,

    /// <summary>A pod cannot be scheduled (<c>Unschedulable</c>).</summary>
    Unschedulable,

    /// <summary>A container exceeded its memory limit, or a node ran out of memory (<c>OOMKilled</c>).</summary>
    OutOfMemory,

    /// <summary>A pod was evicted by a node under pressure (<c>Evicted</c>).</summary>
    Evicted,

    /// <summary>A pod's volume cannot be attached or mounted.</summary>
    VolumeMountFailing,

    /// <summary>A controller cannot create its pods: quota, limit range, admission webhook.</summary>
    PodCreateFailing,

    /// <summary>A Job failed (<c>BackoffLimitExceeded</c>, <c>DeadlineExceeded</c>).</summary>
    JobFailed,

    /// <summary>A Deployment made no progress within its deadline (<c>ProgressDeadlineExceeded</c>).</summary>
    DeploymentNotProgressing,

    /// <summary>A node is not ready, or its kubelet stopped posting status.</summary>
    NodeNotReady,

    /// <summary>A PersistentVolumeClaim stays pending.</summary>
    ClaimPending,
}

/// <summary>
/// The body of <c>POST /v1/agent/alerts</c>, and of the response that lists the problems posted earlier. The cluster is
/// taken from the agent's credential, never from this body.
/// </summary>
public sealed record ClusterProblems
{
    /// <summary>The current version of the format.</summary>
    public const string CurrentVersion = "1";

    /// <summary>Maximum number of problems in one message.</summary>
    public const int MaxProblems = 200;

    /// <summary>The version of the format.</summary>
    public required string Version { get; init; }

    /// <summary>The problems.</summary>
    public required IReadOnlyList<ClusterProblem> Problems { get; init; }

    /// <summary>Creates a message in the current format.</summary>
    public static ClusterProblems Of(IEnumerable<ClusterProblem> problems) => new() { Version = CurrentVersion, Problems = [.. problems] };
}

/// <summary>One occurrence of a problem, from its start to its end.</summary>
public sealed record ClusterProblem
{
    /// <summary>The kind of problem.</summary>
    public required ProblemKind Problem { get; init; }

    /// <summary>Firing or resolved.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>The namespace; null for nodes.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kind of the affected object; for pods the owning workload, where it is known.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the affected object.</summary>
    public required string Name { get; init; }

    /// <summary>The container; null if the problem concerns none.</summary>
    public string? Container { get; init; }

    /// <summary>One of the affected pods; null if the problem concerns none.</summary>
    public string? Pod { get; init; }

    /// <summary>The cluster's own message, masked; null without one.</summary>
    public string? Message { get; init; }

    /// <summary>The start of the problem.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The end of the problem; null while it lasts.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
