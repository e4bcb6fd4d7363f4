using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Server.Hosting;

/// <summary>The cluster that a recording on disk stands for.</summary>
internal static class RecordedCluster
{
    /// <summary>What an in-process agent says of itself.</summary>
    public const string AgentVersion = "in-process";

    /// <summary>The cluster's record, made at the first start.</summary>
    public static async Task<Cluster> EnsureAsync(
        IClusterStore clusters, OrganisationId organisation, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cluster = new Cluster
        {
            Id = Identifier.From("cl", organisation.Value, name),
            Organisation = organisation,
            Name = name,
            CreatedAt = now,
        };
        await clusters.TryCreateAsync(cluster, cancellationToken);
        return cluster;
    }
}
