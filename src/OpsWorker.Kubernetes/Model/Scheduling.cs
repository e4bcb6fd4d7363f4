namespace OpsWorker.Kubernetes.Model;

/// <summary>The affinity and anti-affinity of a pod.</summary>
public sealed record Affinity(NodeAffinity? NodeAffinity, PodAffinity? PodAffinity, PodAffinity? PodAntiAffinity);

/// <summary>The nodes on which a pod may run.</summary>
public sealed record NodeAffinity(NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution);

/// <summary>Selects nodes: one of the terms must match.</summary>
public sealed record NodeSelector(IReadOnlyList<NodeSelectorTerm>? NodeSelectorTerms)
{
    /// <summary>True if one of the terms selects the node.</summary>
    public bool Matches(Node node) => (NodeSelectorTerms ?? []).Any(t => t.Matches(node));
}

/// <summary>A term of a node selector: all of its conditions must hold.</summary>
public sealed record NodeSelectorTerm(
    IReadOnlyList<SelectorRequirement>? MatchExpressions, IReadOnlyList<SelectorRequirement>? MatchFields)
{
    /// <summary>True if the term selects the node; a term without conditions selects none.</summary>
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

/// <summary>Pods, and the node label by which two nodes count as one location.</summary>
public sealed record PodAffinityTerm(LabelSelector? LabelSelector, string? TopologyKey, IReadOnlyList<string>? Namespaces);

/// <summary>A taint that does not keep a pod away.</summary>
public sealed record Toleration(string? Key, string? Operator, string? Value, string? Effect)
{
    /// <summary>True if it tolerates the taint, by the API's rules.</summary>
    public bool Tolerates(Taint taint)
    {
        if (!string.IsNullOrEmpty(Effect) && Effect != taint.Effect) return false;
        if (string.IsNullOrEmpty(Key)) return Operator == "Exists";
        return Key == taint.Key && (Operator == "Exists" || (Value ?? "") == (taint.Value ?? ""));
    }
}

/// <summary>A rule by which replicas are spread over zones or nodes.</summary>
public sealed record TopologySpreadConstraint(
    int MaxSkew, string? TopologyKey, string? WhenUnsatisfiable, LabelSelector? LabelSelector);

/// <summary>A node of the cluster.</summary>
public sealed class Node : KubernetesObject
{
    public NodeSpec Spec { get; set; } = new();

    public NodeStatus Status { get; set; } = new();
}

/// <summary>The desired state of a node.</summary>
public sealed class NodeSpec
{
    /// <summary>True on a cordoned node, to which no pod is scheduled.</summary>
    public bool Unschedulable { get; set; }

    public IReadOnlyList<Taint> Taints { get; set; } = [];
}

/// <summary>Keeps pods away from a node unless they tolerate it.</summary>
public sealed record Taint(string Key, string? Value, string? Effect, DateTimeOffset? TimeAdded);

/// <summary>The observed state of a node.</summary>
public sealed class NodeStatus
{
    /// <summary>The amounts that are available to pods, by resource.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; set; } = new Dictionary<string, Quantity>();

    /// <summary>
    /// <c>Ready</c>, <c>MemoryPressure</c>, <c>DiskPressure</c>, <c>PIDPressure</c>, <c>NetworkUnavailable</c>.
    /// </summary>
    public IReadOnlyList<Condition> Conditions { get; set; } = [];

    public NodeSystemInfo? NodeInfo { get; set; }

    public IReadOnlyList<NodeAddress> Addresses { get; set; } = [];
}

/// <summary>The versions of a node's software.</summary>
public sealed record NodeSystemInfo(string? KubeletVersion, string? ContainerRuntimeVersion, string? Architecture, string? OperatingSystem);

/// <summary>An address of a node.</summary>
public sealed record NodeAddress(string? Type, string? Address);
