using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Where detection looks and how patient it is.</summary>
public sealed record DetectionOptions
{
    /// <summary>For how long something must be broken before it is told, where nothing else is said.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(60);

    /// <summary>For how long it must work again before it counts as resolved, where nothing else is said.</summary>
    public static readonly TimeSpan DefaultResolveAfter = TimeSpan.FromMinutes(5);

    /// <summary>The most namespaces that can be named: each takes five watches.</summary>
    public const int MaxNamespaces = 50;

    // Autoscalers add nodes, and provisioners volumes, within minutes.
    private const int PatienceWithWhatMendsItself = 5;

    /// <summary>The namespaces; empty means all but those of the system.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Whether nodes are watched, for which the account needs rights over the whole cluster.</summary>
    public bool WatchesNodes { get; init; } = true;

    /// <summary>For how long something must be broken before it is told.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>For how long it must work again before it counts as resolved.</summary>
    public TimeSpan ResolveAfter { get; init; } = DefaultResolveAfter;

    /// <summary>The grace time of a kind of problem: five times as long for what clusters mend by themselves.</summary>
    public TimeSpan GraceOf(ProblemKind problem) =>
        problem is ProblemKind.Unschedulable or ProblemKind.ClaimPending ? Grace * PatienceWithWhatMendsItself : Grace;

    /// <summary>Whether what is in this namespace, or in none, is looked at.</summary>
    public bool Concerns(string? inNamespace) =>
        inNamespace is null || (Namespaces.Count > 0 ? Namespaces.Contains(inNamespace) : !IsSystem(inNamespace));

    // Kubernetes keeps the first prefix for itself ("Namespaces", Kubernetes documentation), OpenShift the second.
    private static bool IsSystem(string inNamespace) =>
        inNamespace.StartsWith("kube-", StringComparison.Ordinal) || inNamespace.StartsWith("openshift-", StringComparison.Ordinal);
}
