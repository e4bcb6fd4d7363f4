using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Catalogue of the watched resources and of the readers of their symptoms.</summary>
internal static class Symptoms
{
    private const string Warnings = "type=Warning";

    /// <summary>The resources to watch, nodes first.</summary>
    public static IReadOnlyList<WatchTarget> Targets(DetectionOptions options)
    {
        string?[] namespaces = options.Namespaces.Count > 0 ? [.. options.Namespaces] : [null];
        return
        [
            .. options.WatchesNodes ? [new WatchTarget("nodes")] : Array.Empty<WatchTarget>(),
            .. from ns in namespaces
               from target in (WatchTarget[])
               [
                   new("pods", ns),
                   new("deployments.apps", ns),
                   new("jobs.batch", ns),
                   new("persistentvolumeclaims", ns),
                   new("events", ns, Warnings),
               ]
               select target,
        ];
    }

    public static Observation Of(KubernetesObject value, DetectionOptions options) => value switch
    {
        Pod pod => new Observation([.. PodSymptoms.Of(pod)]),
        Node node => new Observation([.. ClusterSymptoms.Of(node)]),
        Deployment deployment => new Observation([.. WorkloadSymptoms.Of(deployment)]),
        Job job => WorkloadSymptoms.Of(job),
        PersistentVolumeClaim claim => new Observation([.. ClusterSymptoms.Of(claim)]),
        Event reported => new Observation([.. EventSymptoms.Of(reported, options)]),
        _ => Observation.Nothing,
    };

    /// <summary>True if objects of the target can be symptoms of the problem.</summary>
    public static bool CanShow(WatchTarget target, ProblemKey problem) =>
        (target.Namespace is null || target.Namespace == problem.Namespace)
        && problem.Problem switch
        {
            ProblemKind.NodeNotReady => target.Resource == "nodes",
            ProblemKind.DeploymentNotProgressing => target.Resource == "deployments.apps",
            ProblemKind.JobFailed => target.Resource == "jobs.batch",
            ProblemKind.ClaimPending => target.Resource is "persistentvolumeclaims" or "events",
            ProblemKind.VolumeMountFailing or ProblemKind.PodCreateFailing => target.Resource == "events",
            ProblemKind.OutOfMemory => target.Resource is "pods" or "events",
            _ => target.Resource == "pods",
        };
}
