using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>
/// Finds the clusters whose agent fell silent, records that, and tells people of it once and once of its end. That
/// somebody was told is recorded after they were: should the process die in between, they are told again.
/// </summary>
public sealed partial class ClusterSweep(
    IOrganisationStore organisations,
    IClusterStore clusters,
    IClusterNotifier notifier,
    ClusterSilence allowed,
    TimeProvider time,
    ILogger<ClusterSweep> logger)
{
    /// <summary>How often to sweep: a silence is told at most this much later.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Sweeps all clusters of all organisations once. What fails with one of them is told and tried again next time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var page = await organisations.ListAsync(new PageRequest(PageRequest.MaxLimit, token), cancellationToken);
            foreach (var organisation in page.Items) await SweepAsync(organisation.Id, cancellationToken);
            token = page.NextToken;
        }
        while (token is not null);
    }

    private async Task SweepAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        foreach (var cluster in await clusters.ListAsync(organisation, cancellationToken))
        {
            try
            {
                await SweepAsync(cluster, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                SweepFailed(e, cluster.Id);
            }
        }
    }

    private async Task SweepAsync(Cluster listed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cluster = listed;
        if (ClusterChanges.Swept(listed, now, allowed) is not null)
        {
            // A listing may be old; what counts is what is stored.
            var swept = await clusters.UpdateAsync(listed.Id, c => ClusterChanges.Swept(c, now, allowed), cancellationToken);
            if (swept is null) return;
            cluster = swept;
        }

        foreach (var outage in cluster.Outages)
        {
            var beginningTold = outage.BeginningTold || await TellAsync(cluster, outage, recovered: false, cancellationToken);
            if (!beginningTold) return;
            if (outage is { Until: not null, EndTold: false } && !await TellAsync(cluster, outage, recovered: true, cancellationToken)) return;
        }
    }

    /// <summary>Whether there is no more to be said: it was told, or can never be.</summary>
    private async Task<bool> TellAsync(Cluster cluster, Outage outage, bool recovered, CancellationToken cancellationToken)
    {
        switch (await notifier.SendAsync(new ClusterNotice(cluster, outage, recovered), cancellationToken))
        {
            case NotifierResult.RetryAfter retry:
                NoticeDelayed(cluster.Id, retry.Reason);
                return false;
            case NotifierResult.Rejected rejected:
                NoticeRejected(cluster.Id, rejected.Reason);
                break;
        }

        await clusters.UpdateAsync(cluster.Id, c => ClusterChanges.Told(c, outage, recovered), cancellationToken);
        NoticeTold(cluster.Id, recovered);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{ClusterId} could not be swept")]
    private partial void SweepFailed(Exception exception, string clusterId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notice about {ClusterId} has to wait: {Reason}")]
    private partial void NoticeDelayed(string clusterId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The notice about {ClusterId} was refused: {Reason}")]
    private partial void NoticeRejected(string clusterId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The silence of {ClusterId} was told; recovered: {Recovered}")]
    private partial void NoticeTold(string clusterId, bool recovered);
}
