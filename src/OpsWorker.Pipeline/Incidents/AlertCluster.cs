using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The cluster of an alert.</summary>
/// <param name="Id">The registered cluster; null where none is known for the alert.</param>
/// <param name="Name">Its name, or the name that the alert gives; null where neither is known.</param>
internal sealed record AlertCluster(string? Id, string? Name)
{
    /// <summary>The label that names the cluster.</summary>
    public const string Label = "cluster";

    /// <summary>The identity of the cluster in correlation keys.</summary>
    public string Key => Id ?? Name ?? "";

    /// <summary>
    /// The cluster that the label names, or the only one. An alert that names a cluster is never looked for in another one, not even in
    /// the only one that is known.
    /// </summary>
    public static AlertCluster Of(IReadOnlyDictionary<string, string> labels, IReadOnlyList<Cluster> known)
    {
        if (labels.TryGetValue(Label, out var name) && !string.IsNullOrWhiteSpace(name))
        {
            return new AlertCluster(known.FirstOrDefault(cluster => cluster.Name == name)?.Id, name);
        }

        return known is [var only] ? new AlertCluster(only.Id, only.Name) : new AlertCluster(null, null);
    }
}
