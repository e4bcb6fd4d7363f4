using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Intake;

/// <summary>What an alert says of a kind of problem.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="AlertName">The alert's name; that of kube-prometheus' rule where there is one for it.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Summary">What is wrong, to be read after the object's name.</param>
internal sealed record KubernetesProblem(ProblemKind Kind, string AlertName, Severity Severity, string Summary)
{
    private static readonly KubernetesProblem[] s_all =
    [
        new(ProblemKind.CrashLooping, "KubePodCrashLooping", Severity.Error, "is crash-looping"),
        new(ProblemKind.ImagePullFailing, "KubePodImagePullFailing", Severity.Error, "gets no image"),
        new(ProblemKind.ContainerStartFailing, "KubePodContainerStartFailing", Severity.Error, "cannot be started"),
        new(ProblemKind.Unschedulable, "KubePodUnschedulable", Severity.Error, "has a pod that no node takes"),
        new(ProblemKind.OutOfMemory, "KubeContainerOOMKilled", Severity.Warning, "ran out of memory"),
        new(ProblemKind.Evicted, "KubePodEvicted", Severity.Warning, "had a pod evicted"),
        new(ProblemKind.VolumeMountFailing, "KubePodVolumeMountFailing", Severity.Error, "has a pod whose volume cannot be mounted"),
        new(ProblemKind.PodCreateFailing, "KubePodCreateFailing", Severity.Error, "may not create its pods"),
        new(ProblemKind.JobFailed, "KubeJobFailed", Severity.Warning, "failed"),
        new(ProblemKind.DeploymentNotProgressing, "KubeDeploymentRolloutStuck", Severity.Error, "makes no progress"),
        new(ProblemKind.NodeNotReady, "KubeNodeNotReady", Severity.Critical, "is not ready"),
        new(ProblemKind.ClaimPending, "KubePersistentVolumeClaimPending", Severity.Warning, "gets no volume"),
    ];

    /// <summary>The kind of that name as the enumeration writes it, or null.</summary>
    public static KubernetesProblem? Named(string? name) => Array.Find(s_all, p => p.Kind.ToString() == name);

    /// <summary>The kind whose alerts have this name, or null.</summary>
    public static KubernetesProblem? OfAlert(string alertName) => Array.Find(s_all, p => p.AlertName == alertName);
}
