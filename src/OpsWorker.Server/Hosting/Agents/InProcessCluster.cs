using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>A cluster that the server's own process asks: a recording on disk, or a live one by its kubeconfig.</summary>
/// <param name="Name">What alerts call it in their label <c>cluster</c>.</param>
/// <param name="Reader">Answers for it.</param>
/// <param name="Origin">Where its answers come from, for people: a folder, or the API server's address.</param>
internal sealed record InProcessCluster(string Name, IQueryReader Reader, string Origin)
{
    /// <summary>Where to look for what breaks; null for nowhere.</summary>
    public WatchedCluster? Watched { get; init; }

    /// <summary>The agent version that an in-process agent reports.</summary>
    public const string AgentVersion = "in-process";

    /// <summary>The default name of the cluster.</summary>
    public const string DefaultName = "default";

    /// <summary>The cluster's record, made at the first start.</summary>
    public async Task<Cluster> EnsureRecordAsync(
        IClusterStore clusters, OrganisationId organisation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cluster = new Cluster
        {
            Id = Identifier.From("cl", organisation.Value, Name),
            Organisation = organisation,
            Name = Name,
            CreatedAt = now,
        };
        await clusters.TryCreateAsync(cluster, cancellationToken);
        return cluster;
    }
}

/// <summary>A live cluster that is watched.</summary>
/// <param name="Connection">The cluster.</param>
/// <param name="Options">Where to look in it and how patiently.</param>
internal sealed record WatchedCluster(IClusterConnection Connection, DetectionOptions Options);
