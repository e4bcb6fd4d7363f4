namespace OpsWorker.Core.Clusters;

/// <summary>Stores the clusters of each organisation.</summary>
public interface IClusterStore
{
    /// <summary>Maximum number of clusters of an organisation, and of one listing.</summary>
    const int MaxClusters = 1000;

    /// <summary>The cluster, or null; also null where it is another organisation's.</summary>
    Task<Cluster?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>
    /// The cluster with this id in any organisation, or null. For messages of agents: the id comes from their
    /// credential and determines the organisation.
    /// </summary>
    Task<Cluster?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores a new cluster; false where its id, or its name in the organisation, is taken.</summary>
    Task<bool> TryCreateAsync(Cluster cluster, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a change of anything but id, organisation and name; false where the stored version is not
    /// <c>cluster.Version - 1</c> or the organisation has no such cluster. See <see cref="ClusterUpdates"/>.
    /// </summary>
    Task<bool> TryUpdateAsync(Cluster cluster, CancellationToken cancellationToken);

    /// <summary>The organisation's clusters in order of name, at most <see cref="MaxClusters"/>.</summary>
    Task<IReadOnlyList<Cluster>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>Removes the cluster; false where the organisation has none of that id.</summary>
    Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);
}
