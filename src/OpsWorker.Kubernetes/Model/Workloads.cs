namespace OpsWorker.Kubernetes.Model;

/// <summary>The template from which a workload creates pods.</summary>
public sealed class PodTemplate
{
    public ObjectMeta Metadata { get; set; } = new();

    public PodSpec Spec { get; set; } = new();
}

/// <summary>Deployment, ReplicaSet, StatefulSet, DaemonSet or ReplicationController.</summary>
public abstract class Workload : KubernetesObject
{
    public WorkloadSpec Spec { get; set; } = new();

    public WorkloadStatus Status { get; set; } = new();
}

/// <summary>The desired state of a workload.</summary>
public sealed class WorkloadSpec
{
    /// <summary>The desired number of pods; null means 1, or a DaemonSet.</summary>
    public int? Replicas { get; set; }

    public LabelSelector Selector { get; set; } = new();

    public PodTemplate Template { get; set; } = new();

    /// <summary>StatefulSets: the headless Service that gives its pods DNS names.</summary>
    public string? ServiceName { get; set; }

    /// <summary>StatefulSets: the claims that are created for each pod.</summary>
    public IReadOnlyList<PersistentVolumeClaim> VolumeClaimTemplates { get; set; } = [];

    /// <summary>True while rollouts are paused.</summary>
    public bool Paused { get; set; }

    /// <summary>The seconds without progress after which a rollout counts as failed.</summary>
    public int? ProgressDeadlineSeconds { get; set; }
}

/// <summary>The observed state of a workload.</summary>
public sealed class WorkloadStatus
{
    public int Replicas { get; set; }

    public int ReadyReplicas { get; set; }

    /// <summary>Pods of the current template.</summary>
    public int UpdatedReplicas { get; set; }

    /// <summary>Pods that have been ready for at least minReadySeconds.</summary>
    public int AvailableReplicas { get; set; }

    /// <summary>DaemonSets: nodes that should run a pod.</summary>
    public int DesiredNumberScheduled { get; set; }

    /// <summary>DaemonSets: nodes that should run a pod and have one.</summary>
    public int CurrentNumberScheduled { get; set; }

    /// <summary>DaemonSets: pods that are ready.</summary>
    public int NumberReady { get; set; }

    /// <summary>The generation that the controller last acted on.</summary>
    public long? ObservedGeneration { get; set; }

    /// <summary><c>Available</c>, <c>Progressing</c>, <c>ReplicaFailure</c>.</summary>
    public IReadOnlyList<Condition> Conditions { get; set; } = [];
}

/// <summary>Pods that are replaced by rolling updates.</summary>
public sealed class Deployment : Workload;

/// <summary>A revision of a Deployment.</summary>
public sealed class ReplicaSet : Workload;

/// <summary>Pods with stable names and storage.</summary>
public sealed class StatefulSet : Workload;

/// <summary>A pod on every node that matches.</summary>
public sealed class DaemonSet : Workload;

/// <summary>A revision of a StatefulSet's or DaemonSet's template, which it has in <c>data.spec.template</c>.</summary>
public sealed class ControllerRevision : KubernetesObject
{
    /// <summary>The revision's number; the highest is the newest.</summary>
    public long Revision { get; set; }
}

/// <summary>Pods that run to completion.</summary>
public sealed class Job : KubernetesObject
{
    public JobSpec Spec { get; set; } = new();

    public JobStatus Status { get; set; } = new();
}

/// <summary>The desired state of a Job.</summary>
public sealed class JobSpec
{
    public PodTemplate Template { get; set; } = new();

    /// <summary>The number of failed pods after which the Job fails.</summary>
    public int? BackoffLimit { get; set; }

    /// <summary>The time limit in seconds.</summary>
    public long? ActiveDeadlineSeconds { get; set; }

    /// <summary>True while no new pods are started.</summary>
    public bool Suspend { get; set; }
}

/// <summary>The observed state of a Job.</summary>
public sealed record JobStatus(int Active = 0, int Succeeded = 0, int Failed = 0, IReadOnlyList<Condition>? Conditions = null);

/// <summary>Jobs on a schedule.</summary>
public sealed class CronJob : KubernetesObject
{
    public CronJobSpec Spec { get; set; } = new();

    public CronJobStatus Status { get; set; } = new(null, null);
}

/// <summary>The desired state of a CronJob.</summary>
public sealed class CronJobSpec
{
    /// <summary>The five fields of cron, or a macro such as <c>@hourly</c>.</summary>
    public string? Schedule { get; set; }

    /// <summary>The time zone of the schedule; null for the controller manager's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>True while no new pods are started.</summary>
    public bool Suspend { get; set; }

    /// <summary>The seconds by which a start may be late; later ones are skipped.</summary>
    public long? StartingDeadlineSeconds { get; set; }

    /// <summary><c>Allow</c>, <c>Forbid</c> or <c>Replace</c>.</summary>
    public string? ConcurrencyPolicy { get; set; }

    public JobTemplate JobTemplate { get; set; } = new();
}

/// <summary>The template from which a CronJob creates Jobs.</summary>
public sealed class JobTemplate
{
    public JobSpec Spec { get; set; } = new();
}

/// <summary>The observed state of a CronJob.</summary>
public sealed record CronJobStatus(DateTimeOffset? LastScheduleTime, DateTimeOffset? LastSuccessfulTime);
