using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>
/// Finds the clusters whose agent fell silent, records that, and tells people of it once and once of its end. Who tells
/// claims the outage first, so that of two who sweep at the same time one tells. That somebody was told is recorded
/// after they were: should the process die in between, they are told again.
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

    /// <summary>How long a claim holds; telling takes less.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    private const int PageSize = 50;
    private const int AtTheSameTime = 8;

    /// <summary>Sweeps all clusters of all organisations once. What fails with one of them is told and tried again next time.</summary>
    /// <returns>What was seen.</returns>
    public async Task<SweepProgress> RunAsync(CancellationToken cancellationToken)
    {
        var progress = SweepProgress.Start;
        do progress = await ContinueAsync(progress, cancellationToken);
        while (progress.NextPage is not null);
        return progress;
    }

    /// <summary>
    /// Sweeps the next 50 organisations. A call that is broken off may be repeated: what was found and told is recorded
    /// with each cluster.
    /// </summary>
    /// <param name="progress">How far the sweep is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How far it is then.</returns>
    public async Task<SweepProgress> ContinueAsync(SweepProgress progress, CancellationToken cancellationToken)
    {
        var page = await organisations.ListAsync(new PageRequest(PageSize, progress.NextPage), cancellationToken);
        int disconnected = 0, failed = 0;
        await Parallel.ForEachAsync(
            page.Items,
            new ParallelOptions { MaxDegreeOfParallelism = AtTheSameTime, CancellationToken = cancellationToken },
            async (organisation, cancel) =>
            {
                var seen = await SweepAsync(organisation.Id, cancel);
                Interlocked.Add(ref disconnected, seen.Disconnected);
                Interlocked.Add(ref failed, seen.Failed);
            });
        return new SweepProgress(progress.Disconnected + disconnected, progress.Failed + failed, page.NextToken);
    }

    private async Task<(int Disconnected, int Failed)> SweepAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        int disconnected = 0, failed = 0;
        try
        {
            foreach (var cluster in await clusters.ListAsync(organisation, cancellationToken))
            {
                if (cluster.StatusAt(time.GetUtcNow(), allowed) == ClusterStatus.Disconnected) disconnected++;
                if (!await TrySweepAsync(cluster, cancellationToken)) failed++;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ListingFailed(e, organisation);
            failed++;
        }

        return (disconnected, failed);
    }

    private async Task<bool> TrySweepAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cluster, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            SweepFailed(e, cluster.Id);
            return false;
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
        if (!await TryClaimAsync(cluster.Id, outage, recovered, cancellationToken)) return false;
        switch (await notifier.SendAsync(new ClusterNotice(cluster, outage, recovered), cancellationToken))
        {
            case NotifierResult.RetryAfter retry:
                NoticeDelayed(cluster.Id, retry.Reason);
                await clusters.UpdateAsync(cluster.Id, c => ClusterChanges.Released(c, outage), cancellationToken);
                return false;
            case NotifierResult.Rejected rejected:
                NoticeRejected(cluster.Id, rejected.Reason);
                break;
        }

        await clusters.UpdateAsync(cluster.Id, c => ClusterChanges.Told(c, outage, recovered), cancellationToken);
        NoticeTold(cluster.Id, recovered);
        return true;
    }

    private async Task<bool> TryClaimAsync(string clusterId, Outage outage, bool recovered, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isClaimed = false;
        await clusters.UpdateAsync(
            clusterId,
            cluster =>
            {
                var claimed = ClusterChanges.Claimed(cluster, outage, recovered, now, now + Claim);
                isClaimed = claimed is not null;
                return claimed;
            },
            cancellationToken);
        return isClaimed;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The clusters of {Organisation} could not be listed")]
    private partial void ListingFailed(Exception exception, OrganisationId organisation);

    [LoggerMessage(Level = LogLevel.Error, Message = "{ClusterId} could not be swept")]
    private partial void SweepFailed(Exception exception, string clusterId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notice about {ClusterId} has to wait: {Reason}")]
    private partial void NoticeDelayed(string clusterId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The notice about {ClusterId} was refused: {Reason}")]
    private partial void NoticeRejected(string clusterId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The silence of {ClusterId} was told; recovered: {Recovered}")]
    private partial void NoticeTold(string clusterId, bool recovered);
}
