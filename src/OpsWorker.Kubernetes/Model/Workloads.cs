namespace OpsWorker.Kubernetes.Model;

/// <summary>What a workload makes pods from.</summary>
public sealed class PodTemplate
{
    /// <summary>The pods' labels and annotations.</summary>
    public ObjectMeta Metadata { get; set; } = new();

    /// <summary>The pods.</summary>
    public PodSpec Spec { get; set; } = new();
}

/// <summary>Deployment, ReplicaSet, StatefulSet, DaemonSet or ReplicationController.</summary>
public abstract class Workload : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public WorkloadSpec Spec { get; set; } = new();

    /// <summary>What is.</summary>
    public WorkloadStatus Status { get; set; } = new();
}

/// <summary>A workload as it is wanted.</summary>
public sealed class WorkloadSpec
{
    /// <summary>How many pods; null for one, and for DaemonSets.</summary>
    public int? Replicas { get; set; }

    /// <summary>Which pods are its own.</summary>
    public LabelSelector Selector { get; set; } = new();

    /// <summary>How its pods are made.</summary>
    public PodTemplate Template { get; set; } = new();

    /// <summary>StatefulSets: the Service that names its pods.</summary>
    public string? ServiceName { get; set; }

    /// <summary>StatefulSets: claims that are made for each pod.</summary>
    public IReadOnlyList<PersistentVolumeClaim> VolumeClaimTemplates { get; set; } = [];

    /// <summary>Whether roll-outs are held.</summary>
    public bool Paused { get; set; }

    /// <summary>How long a roll-out may make no progress.</summary>
    public int? ProgressDeadlineSeconds { get; set; }
}

/// <summary>A workload as it is.</summary>
public sealed class WorkloadStatus
{
    /// <summary>Pods that there are.</summary>
    public int Replicas { get; set; }

    /// <summary>Pods that are ready.</summary>
    public int ReadyReplicas { get; set; }

    /// <summary>Pods of the current template.</summary>
    public int UpdatedReplicas { get; set; }

    /// <summary>Pods that were ready long enough.</summary>
    public int AvailableReplicas { get; set; }

    /// <summary>DaemonSets: nodes that should run a pod.</summary>
    public int DesiredNumberScheduled { get; set; }

    /// <summary>DaemonSets: nodes that should run a pod and have one.</summary>
    public int CurrentNumberScheduled { get; set; }

    /// <summary>DaemonSets: pods that are ready.</summary>
    public int NumberReady { get; set; }

    /// <summary>The generation that its controller acted on.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary>Available, progressing, failing to create pods.</summary>
    public IReadOnlyList<Condition> Conditions { get; set; } = [];
}

/// <summary>Pods that are replaced step by step.</summary>
public sealed class Deployment : Workload;

/// <summary>One revision of a Deployment.</summary>
public sealed class ReplicaSet : Workload;

/// <summary>Pods with a name and storage of their own.</summary>
public sealed class StatefulSet : Workload;

/// <summary>A pod on every node.</summary>
public sealed class DaemonSet : Workload;

/// <summary>A revision of a StatefulSet's or DaemonSet's template, which it has in <c>data.spec.template</c>.</summary>
public sealed class ControllerRevision : KubernetesObject
{
    /// <summary>Its number; higher is newer.</summary>
    public long Revision { get; set; }
}

/// <summary>Pods that run to an end.</summary>
public sealed class Job : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public JobSpec Spec { get; set; } = new();

    /// <summary>What is.</summary>
    public JobStatus Status { get; set; } = new();
}

/// <summary>A Job as it is wanted.</summary>
public sealed class JobSpec
{
    /// <summary>How its pods are made.</summary>
    public PodTemplate Template { get; set; } = new();

    /// <summary>How many failures there may be.</summary>
    public int? BackoffLimit { get; set; }

    /// <summary>How long it may take, in seconds.</summary>
    public long? ActiveDeadlineSeconds { get; set; }

    /// <summary>Whether it is held.</summary>
    public bool Suspend { get; set; }
}

/// <summary>A Job as it is.</summary>
public sealed record JobStatus(int Active = 0, int Succeeded = 0, int Failed = 0, IReadOnlyList<Condition>? Conditions = null);

/// <summary>Makes Jobs at times.</summary>
public sealed class CronJob : KubernetesObject
{
    /// <summary>What is wanted.</summary>
    public CronJobSpec Spec { get; set; } = new();

    /// <summary>What is.</summary>
    public CronJobStatus Status { get; set; } = new(null, null);
}

/// <summary>A CronJob as it is wanted.</summary>
public sealed class CronJobSpec
{
    /// <summary>When, in cron's five fields.</summary>
    public string? Schedule { get; set; }

    /// <summary>The time zone of the schedule; null for the controller manager's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Whether it is held.</summary>
    public bool Suspend { get; set; }

    /// <summary>How late a start may be.</summary>
    public long? StartingDeadlineSeconds { get; set; }

    /// <summary><c>Allow</c>, <c>Forbid</c> or <c>Replace</c>.</summary>
    public string? ConcurrencyPolicy { get; set; }

    /// <summary>The Jobs that it makes.</summary>
    public JobTemplate JobTemplate { get; set; } = new();
}

/// <summary>What a CronJob makes Jobs from.</summary>
public sealed class JobTemplate
{
    /// <summary>The Job.</summary>
    public JobSpec Spec { get; set; } = new();
}

/// <summary>A CronJob as it is.</summary>
public sealed record CronJobStatus(DateTimeOffset? LastScheduleTime, DateTimeOffset? LastSuccessfulTime);
