using OpsWorker.Core.Clusters;

namespace OpsWorker.Core.Notifications;

/// <summary>A notification about a cluster, sent once.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Outage">The outage.</param>
/// <param name="Recovered">True if the outage ended, false if it began.</param>
public sealed record ClusterNotice(Cluster Cluster, Outage Outage, bool Recovered);

/// <summary>
/// Sends one-line notifications about clusters. They are not edited: the end of an outage is a second line.
/// </summary>
public interface IClusterNotifier
{
    /// <summary>The notifier's name in records: <c>slack</c>, <c>terminal</c>.</summary>
    string Name { get; }

    /// <summary>Sends the line.</summary>
    Task<NotifierResult> SendAsync(ClusterNotice notice, CancellationToken cancellationToken);
}
