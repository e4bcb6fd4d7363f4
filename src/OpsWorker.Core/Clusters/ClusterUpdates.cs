namespace OpsWorker.Core.Clusters;

/// <summary>Changes a cluster that others change at the same time.</summary>
public static class ClusterUpdates
{
    /// <summary>Applies the change to what is stored, again where somebody else was faster.</summary>
    /// <param name="clusters">The store.</param>
    /// <param name="id">The cluster.</param>
    /// <param name="change">From what is stored to what shall be, or null where nothing is to be changed; may be called again.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The cluster as it is stored now; null where there is none.</returns>
    public static async Task<Cluster?> UpdateAsync(
        this IClusterStore clusters, string id, Func<Cluster, Cluster?> change, CancellationToken cancellationToken)
    {
        while (await clusters.FindAsync(id, cancellationToken) is { } current)
        {
            if (change(current) is not { } changed) return current;
            changed = changed with { Version = current.Version + 1 };
            if (await clusters.TryUpdateAsync(changed, cancellationToken)) return changed;
        }

        return null;
    }
}
