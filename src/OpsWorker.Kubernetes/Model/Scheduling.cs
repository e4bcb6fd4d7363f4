namespace OpsWorker.Kubernetes.Model;

/// <summary>Beside what a pod wants to run or not.</summary>
public sealed record Affinity(NodeAffinity? NodeAffinity, PodAffinity? PodAffinity, PodAffinity? PodAntiAffinity);

/// <summary>On which nodes a pod may run.</summary>
public sealed record NodeAffinity(NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution);

/// <summary>Selects nodes: one of the terms must match.</summary>
public sealed record NodeSelector(IReadOnlyList<NodeSelectorTerm>? NodeSelectorTerms)
{
    /// <summary>Whether it selects the node.</summary>
    public bool Matches(Node node) => (NodeSelectorTerms ?? []).Any(t => t.Matches(node));
}

/// <summary>One way to be selected: all of the conditions must hold.</summary>
public sealed record NodeSelectorTerm(
    IReadOnlyList<SelectorRequirement>? MatchExpressions, IReadOnlyList<SelectorRequirement>? MatchFields)
{
    /// <summary>Whether it selects the node; a term without conditions selects none.</summary>
    public bool Matches(Node node)
    {
        var expressions = MatchExpressions ?? [];
        var fields = MatchFields ?? [];
        if (expressions.Count + fields.Count == 0) return false;
        var name = new Dictionary<string, string> { ["metadata.name"] = node.Name };
        return expressions.All(e => e.Matches(node.Metadata.Labels)) && fields.All(f => f.Matches(name));
    }
}

/// <summary>Pods that must, or must not, run beside a pod.</summary>
public sealed record PodAffinity(IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution);

/// <summary>Pods, and what counts as beside: nodes with the same value of the label.</summary>
public sealed record PodAffinityTerm(LabelSelector? LabelSelector, string? TopologyKey, IReadOnlyList<string>? Namespaces);

/// <summary>A taint that does not keep a pod away.</summary>
public sealed record Toleration(string? Key, string? Operator, string? Value, string? Effect)
{
    /// <summary>Whether it tolerates the taint, as the API defines it.</summary>
    public bool Tolerates(Taint taint)
    {
        if (!string.IsNullOrEmpty(Effect) && Effect != taint.Effect) return false;
        if (string.IsNullOrEmpty(Key)) return Operator == "Exists";
        return Key == taint.Key && (Operator == "Exists" || (Value ?? "") == (taint.Value ?? ""));
    }
}

/// <summary>How replicas are to be spread.</summary>
public sealed record TopologySpreadConstraint(
    int MaxSkew, string? TopologyKey, string? WhenUnsatisfiable, LabelSelector? LabelSelector);

/// <summary>A machine of the cluster.</summary>
public sealed class Node : KubernetesObject
{
    /// <summary>What is wanted of it.</summary>
    public NodeSpec Spec { get; set; } = new();

    /// <summary>How it is.</summary>
    public NodeStatus Status { get; set; } = new();
}

/// <summary>What is wanted of a node.</summary>
public sealed class NodeSpec
{
    /// <summary>Whether it takes no new pods.</summary>
    public bool Unschedulable { get; set; }

    /// <summary>What keeps pods away.</summary>
    public IReadOnlyList<Taint> Taints { get; set; } = [];
}

/// <summary>Keeps pods away from a node unless they tolerate it.</summary>
public sealed record Taint(string Key, string? Value, string? Effect, DateTimeOffset? TimeAdded);

/// <summary>How a node is.</summary>
public sealed class NodeStatus
{
    /// <summary>What there is for pods, by resource.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; set; } = new Dictionary<string, Quantity>();

    /// <summary>Ready, under pressure, without network.</summary>
    public IReadOnlyList<Condition> Conditions { get; set; } = [];

    /// <summary>Versions.</summary>
    public NodeSystemInfo? NodeInfo { get; set; }

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<NodeAddress> Addresses { get; set; } = [];
}

/// <summary>Versions of a node.</summary>
public sealed record NodeSystemInfo(string? KubeletVersion, string? ContainerRuntimeVersion, string? Architecture, string? OperatingSystem);

/// <summary>An address of a node.</summary>
public sealed record NodeAddress(string? Type, string? Address);
