namespace OpsWorker.Core.Clusters;

/// <summary>Updates cluster records under optimistic concurrency.</summary>
public static class ClusterUpdates
{
    /// <summary>Applies a change to the stored record, and applies it again after a concurrent update.</summary>
    /// <param name="clusters">The store.</param>
    /// <param name="id">The cluster.</param>
    /// <param name="change">Maps the stored record to the new one, or to null for no change; may be called more than once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="known">The record as the caller has just read it; null to read it.</param>
    /// <returns>The stored cluster; null if there is none.</returns>
    public static async Task<Cluster?> UpdateAsync(
        this IClusterStore clusters, string id, Func<Cluster, Cluster?> change, CancellationToken cancellationToken, Cluster? known = null)
    {
        for (var current = known ?? await clusters.FindAsync(id, cancellationToken);
            current is not null;
            current = await clusters.FindAsync(id, cancellationToken))
        {
            if (change(current) is not { } changed) return current;
            changed = changed with { Version = current.Version + 1 };
            if (await clusters.TryUpdateAsync(changed, cancellationToken)) return changed;
        }

        return null;
    }
}
