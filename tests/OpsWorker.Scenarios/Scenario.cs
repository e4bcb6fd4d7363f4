using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios;

/// <summary>A cluster, the alert that was raised about it, and what is true.</summary>
/// <param name="Name">A number: names never hint at the answer.</param>
/// <param name="Expected">The codes that name the cause, any of which is right.</param>
/// <param name="Object">The object's name; null where there is no cause.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record Scenario(string Name, CauseCode[] Expected, string? Object, TestCluster Cluster)
{
    /// <summary>The alert's labels; alone a namespace says the least that an alert usually says.</summary>
    public Dictionary<string, string> Labels { get; init; } = new() { ["namespace"] = TestCluster.Namespace };

    /// <summary>Resources that the agent may not list.</summary>
    public string[] Forbidden { get; init; } = [];

    /// <summary>Whether nothing is wrong, or nothing that can be seen.</summary>
    public bool HasNoCause => Object is null;
}
