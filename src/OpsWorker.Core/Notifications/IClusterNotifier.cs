using OpsWorker.Core.Clusters;

namespace OpsWorker.Core.Notifications;

/// <summary>Something about a cluster that people are told once.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Outage">The time in which it is, or was, silent.</param>
/// <param name="Recovered">Whether the outage ended; else that it began.</param>
public sealed record ClusterNotice(Cluster Cluster, Outage Outage, bool Recovered);

/// <summary>
/// Tells people a line about a cluster. Unlike an incident it is not edited: the end of an outage is another line.
/// </summary>
public interface IClusterNotifier
{
    /// <summary>The notifier's name in records: <c>slack</c>, <c>terminal</c>.</summary>
    string Name { get; }

    /// <summary>Sends the line.</summary>
    Task<NotifierResult> SendAsync(ClusterNotice notice, CancellationToken cancellationToken);
}
