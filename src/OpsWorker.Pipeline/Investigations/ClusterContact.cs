using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Records an agent's sign of life. After a silence, the incidents that its cluster could not be asked about are investigated again.
/// </summary>
public sealed class ClusterContact(
    IClusterStore clusters, IIncidentStore incidents, Attempts attempts, ClusterSilence allowed, TimeProvider time)
{
    /// <summary>Records the sign of life; null where there is no such cluster.</summary>
    public async Task<Cluster?> RecordAsync(
        string clusterId, string agentVersion, AgentHeartbeat? heartbeat, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await clusters.FindAsync(clusterId, cancellationToken) is not { } known) return null;

        // Before the silence is recorded as ended, so that a repeated message notices it too.
        if (known.StatusAt(now, allowed) is ClusterStatus.Pending or ClusterStatus.Disconnected)
        {
            await RetryAsync(known, now, cancellationToken);
        }

        return await clusters.UpdateAsync(
            clusterId, c => ClusterChanges.Seen(c, now, agentVersion, heartbeat), cancellationToken, known);
    }

    private async Task RetryAsync(Cluster cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var incident in await incidents.ListOpenAsync(cluster.Organisation, PageRequest.MaxLimit, cancellationToken))
        {
            var isOfCluster = incident.ClusterId == cluster.Id
                || (incident.ClusterId is null && (incident.ClusterName ?? cluster.Name) == cluster.Name);
            if (!isOfCluster) continue;
            if (AttemptPolicy.CouldNotLook(await attempts.LatestAsync(incident, cancellationToken)))
            {
                var request = new AttemptRequest(AttemptReason.ClusterBack, now);
                await attempts.RequestAsync(incident.Organisation, incident.Id, request, cancellationToken);
            }
        }
    }
}
