using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Intake;

/// <summary>The alert's texts for a kind of problem.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="AlertName">The alert's name; that of kube-prometheus' rule where there is one for it.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Summary">What is wrong, to be read after the object's name.</param>
internal sealed record KubernetesProblem(ProblemKind Kind, string AlertName, Severity Severity, string Summary)
{
    private static readonly KubernetesProblem[] s_all =
    [
        new(ProblemKind.CrashLooping, "KubePodCrashLooping", Severity.Error, "is in CrashLoopBackOff"),
        new(ProblemKind.ImagePullFailing, "KubePodImagePullFailing", Severity.Error, "cannot pull its image"),
        new(ProblemKind.ContainerStartFailing, "KubePodContainerStartFailing", Severity.Error, "cannot be started"),
        new(ProblemKind.Unschedulable, "KubePodUnschedulable", Severity.Error, "has a pod that cannot be scheduled"),
        new(ProblemKind.OutOfMemory, "KubeContainerOOMKilled", Severity.Warning, "was OOMKilled"),
        new(ProblemKind.Evicted, "KubePodEvicted", Severity.Warning, "had a pod evicted"),
        new(ProblemKind.VolumeMountFailing, "KubePodVolumeMountFailing", Severity.Error, "has a pod whose volume cannot be mounted"),
        new(ProblemKind.PodCreateFailing, "KubePodCreateFailing", Severity.Error, "cannot create its pods"),
        new(ProblemKind.JobFailed, "KubeJobFailed", Severity.Warning, "failed"),
        new(ProblemKind.DeploymentNotProgressing, "KubeDeploymentRolloutStuck", Severity.Error, "makes no progress"),
        new(ProblemKind.NodeNotReady, "KubeNodeNotReady", Severity.Critical, "is not ready"),
        new(ProblemKind.ClaimPending, "KubePersistentVolumeClaimPending", Severity.Warning, "is Pending: no volume is bound"),
    ];

    /// <summary>The kind of that name as the enumeration writes it, or null.</summary>
    public static KubernetesProblem? Named(string? name) => Array.Find(s_all, p => p.Kind.ToString() == name);

    /// <summary>The kind whose alerts have this name, or null.</summary>
    public static KubernetesProblem? OfAlert(string alertName) => Array.Find(s_all, p => p.AlertName == alertName);
}
