using System.Text.RegularExpressions;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>A workload, or a pod that belongs to none.</summary>
internal readonly record struct WorkloadName(string Kind, string Name);

/// <summary>Finds the workload that a pod belongs to, by what the pod itself says: ReplicaSets are not watched.</summary>
internal static partial class PodOwner
{
    private const string TemplateHashLabel = "pod-template-hash";

    public static WorkloadName Of(Pod pod)
    {
        var owner = pod.Metadata.OwnerReferences.FirstOrDefault(o => o.Controller);

        // The owner of a static pod is its node.
        if (owner is null or { Kind: "Node" }) return new WorkloadName("Pod", pod.Name);
        return owner.Kind == "ReplicaSet"
            && pod.Metadata.Labels.TryGetValue(TemplateHashLabel, out var hash)
            && owner.Name.EndsWith("-" + hash, StringComparison.Ordinal)
            ? new WorkloadName("Deployment", owner.Name[..^(hash.Length + 1)])
            : new WorkloadName(owner.Kind, owner.Name);
    }

    /// <summary>
    /// The workload of an object of which only kind and name are known, as events name it: of what is named as Deployments
    /// name it, the Deployment.
    /// </summary>
    public static WorkloadName Of(string kind, string name)
    {
        var pattern = kind switch { "Pod" => DeploymentsPod(), "ReplicaSet" => DeploymentsReplicaSet(), _ => null };
        return pattern?.Match(name) is { Success: true } match
            ? new WorkloadName("Deployment", match.Groups["name"].Value)
            : new WorkloadName(kind, name);
    }

    // The letters and digits of generated names: k8s.io/apimachinery, util/rand, SafeEncodeString.
    [GeneratedRegex(@"\A(?<name>.+)-[bcdfghjklmnpqrstvwxz2456789]{6,10}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DeploymentsReplicaSet();

    [GeneratedRegex(
        @"\A(?<name>.+)-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DeploymentsPod();
}
