using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Scope and timing of detection.</summary>
public sealed record DetectionOptions
{
    /// <summary>The default of <see cref="Grace"/>.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(60);

    /// <summary>The default of <see cref="ResolveAfter"/>.</summary>
    public static readonly TimeSpan DefaultResolveAfter = TimeSpan.FromMinutes(5);

    /// <summary>Maximum number of namespaces: each takes five watches.</summary>
    public const int MaxNamespaces = 50;

    // Autoscalers add nodes, and provisioners volumes, within minutes.
    private const int SelfHealingGraceFactor = 5;

    /// <summary>The watched namespaces; empty means all except system namespaces.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>True to watch nodes, which needs a ClusterRole.</summary>
    public bool WatchesNodes { get; init; } = true;

    /// <summary>A problem is reported once it has lasted this long.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>A problem is resolved once its symptoms have been absent this long.</summary>
    public TimeSpan ResolveAfter { get; init; } = DefaultResolveAfter;

    /// <summary>The grace period of a kind of problem: five times as long for problems that autoscalers and provisioners resolve.</summary>
    public TimeSpan GraceOf(ProblemKind problem) =>
        problem is ProblemKind.Unschedulable or ProblemKind.ClaimPending ? Grace * SelfHealingGraceFactor : Grace;

    /// <summary>True if objects of this namespace are in scope; null stands for cluster-scoped objects.</summary>
    public bool Concerns(string? inNamespace) =>
        inNamespace is null || (Namespaces.Count > 0 ? Namespaces.Contains(inNamespace) : !IsSystem(inNamespace));

    // Reserved prefixes: the first by Kubernetes (Kubernetes documentation, "Namespaces"), the second by OpenShift.
    private static bool IsSystem(string inNamespace) =>
        inNamespace.StartsWith("kube-", StringComparison.Ordinal) || inNamespace.StartsWith("openshift-", StringComparison.Ordinal);
}
