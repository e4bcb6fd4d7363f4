using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Incidents;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The registered clusters of organisations, for the alerts that name them.</summary>
/// <param name="clusters">The clusters.</param>
/// <param name="freshness">The time for which clusters that were read are used.</param>
/// <param name="time">The only clock.</param>
public sealed class CurrentClusters(IClusterStore clusters, ReadFreshness freshness, TimeProvider time)
{
    private readonly RecentReads<IReadOnlyList<Cluster>> _recent = new(freshness, time);

    /// <summary>The cluster of an alert, and its record; null where none is registered.</summary>
    internal async Task<(AlertCluster Cluster, Cluster? Registered)> FindAsync(Alert alert, CancellationToken cancellationToken)
    {
        var known = await ListAsync(alert, cancellationToken);
        var cluster = AlertCluster.Of(alert.Labels, known);
        if (cluster.Id is null && (cluster.Name is not null || known.Count == 0) && freshness != ReadFreshness.Always)
        {
            // It may have been registered a moment ago.
            _recent.Forget(alert.Organisation);
            known = await ListAsync(alert, cancellationToken);
            cluster = AlertCluster.Of(alert.Labels, known);
        }

        return (cluster, known.FirstOrDefault(registered => registered.Id == cluster.Id));
    }

    private Task<IReadOnlyList<Cluster>> ListAsync(Alert alert, CancellationToken cancellationToken) => _recent.GetAsync(
        alert.Organisation, cancel => clusters.ListAsync(alert.Organisation, cancel), cancellationToken);
}
