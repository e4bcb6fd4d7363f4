using OpsWorker.Core.Clusters;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>What is broken, the same across occurrences. Pods of one workload that break alike are one problem.</summary>
/// <param name="Problem">What kind of problem.</param>
/// <param name="Namespace">The namespace; null of nodes.</param>
/// <param name="Kind">The kind of what is broken.</param>
/// <param name="Name">Its name.</param>
/// <param name="Container">The container; null where it is not about one.</param>
public sealed record ProblemKey(ProblemKind Problem, string? Namespace, string Kind, string Name, string? Container = null)
{
    /// <summary>The key of an occurrence.</summary>
    public static ProblemKey Of(ClusterProblem problem) =>
        new(problem.Problem, problem.Namespace, problem.Kind, problem.Name, problem.Container);

    /// <summary>For people: <c>CrashLooping of Deployment shop/checkout, container app</c>.</summary>
    public override string ToString() =>
        $"{Problem} of {Kind} {(Namespace is null ? "" : Namespace + "/")}{Name}{(Container is null ? "" : $", container {Container}")}";
}

/// <summary>One object shows that something is broken.</summary>
/// <param name="Problem">What.</param>
internal sealed record Symptom(ProblemKey Problem)
{
    /// <summary>The pod that shows it; null where it is no pod.</summary>
    public string? Pod { get; init; }

    /// <summary>Why, in the cluster's words, as they are.</summary>
    public string? Message { get; init; }

    /// <summary>Since when, where the cluster says; null means since it was seen.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Until when it counts, of what happened at one moment; null means for as long as the object shows it.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What one object shows.</summary>
/// <param name="Symptoms">What is broken; empty of what works.</param>
/// <param name="Recovered">What works again, so that what other objects showed of it before counts no more; null for nothing.</param>
/// <param name="RecoveredAt">Since when.</param>
internal sealed record Observation(
    IReadOnlyList<Symptom> Symptoms, ProblemKey? Recovered = null, DateTimeOffset RecoveredAt = default)
{
    public static Observation Nothing { get; } = new([]);
}
