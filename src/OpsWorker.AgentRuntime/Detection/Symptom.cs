using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Identifies a problem across occurrences. Pods of one workload with the same problem share a key.</summary>
/// <param name="Problem">The kind of problem.</param>
/// <param name="Namespace">The namespace; null for nodes.</param>
/// <param name="Kind">The kind of the affected object.</param>
/// <param name="Name">The name of the affected object.</param>
/// <param name="Container">The container; null if the problem concerns none.</param>
public sealed record ProblemKey(ProblemKind Problem, string? Namespace, string Kind, string Name, string? Container = null)
{
    /// <summary>The key of an occurrence.</summary>
    public static ProblemKey Of(ClusterProblem problem) =>
        new(problem.Problem, problem.Namespace, problem.Kind, problem.Name, problem.Container);

    /// <summary>For people: <c>CrashLooping of Deployment shop/checkout, container app</c>.</summary>
    public override string ToString() =>
        $"{Problem} of {Kind} {(Namespace is null ? "" : Namespace + "/")}{Name}{(Container is null ? "" : $", container {Container}")}";
}

/// <summary>Evidence of a problem on one object.</summary>
/// <param name="Problem">The problem.</param>
internal sealed record Symptom(ProblemKey Problem)
{
    /// <summary>The pod; null if the object is not a pod.</summary>
    public string? Pod { get; init; }

    /// <summary>The cluster's own message, unmasked.</summary>
    public string? Message { get; init; }

    /// <summary>The start, where the cluster states it; null means the time of the first sighting.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The expiry of a symptom that is a single event; null means as long as the object shows it.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>The symptoms of one object, and the problem that it shows to be over.</summary>
/// <param name="Symptoms">The symptoms; empty for a healthy object.</param>
/// <param name="Recovered">A problem that ended: earlier symptoms of it on other objects no longer count; null for none.</param>
/// <param name="RecoveredAt">The time of recovery.</param>
internal sealed record Observation(
    IReadOnlyList<Symptom> Symptoms, ProblemKey? Recovered = null, DateTimeOffset RecoveredAt = default)
{
    public static Observation Nothing { get; } = new([]);
}
