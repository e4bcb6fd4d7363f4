using System.Text.RegularExpressions;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>A workload, or a pod without an owner.</summary>
internal readonly record struct WorkloadName(string Kind, string Name);

/// <summary>Finds the workload of a pod from the pod alone, because ReplicaSets are not watched.</summary>
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
    /// Finds the workload of an object known by kind and name only, as in events. A name with a Deployment's generated
    /// suffix resolves to the Deployment.
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
