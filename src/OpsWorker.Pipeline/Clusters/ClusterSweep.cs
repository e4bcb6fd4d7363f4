using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>
/// Finds the clusters whose agent fell silent, records the outage, and has its begin and its end notified, each once however many sweep
/// at the same time.
/// </summary>
public sealed partial class ClusterSweep(
    IOrganisationStore organisations,
    IClusterStore clusters,
    CurrentNotifiers notifiers,
    NotificationDelivery delivery,
    ClusterSilence allowed,
    TimeProvider time,
    ILogger<ClusterSweep> logger)
{
    /// <summary>The interval of sweeps; an outage is noticed at most this much later.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private const int PageSize = 50;
    private const int AtTheSameTime = 8;

    /// <summary>Sweeps all clusters of all organisations once. A failure with one is logged and retried at the next sweep.</summary>
    /// <returns>The counts.</returns>
    public async Task<SweepProgress> RunAsync(CancellationToken cancellationToken)
    {
        var progress = SweepProgress.Start;
        do progress = await ContinueAsync(progress, cancellationToken);
        while (progress.NextPage is not null);
        return progress;
    }

    /// <summary>
    /// Sweeps the next 50 organisations. A call that is broken off may be repeated: outages and their notices are recorded with each
    /// cluster.
    /// </summary>
    /// <param name="progress">The progress so far.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The progress after it.</returns>
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
            var isBeginSent = outage.BeginningTold || await NotifyAsync(cluster, outage, recovered: false, cancellationToken);
            if (!isBeginSent) return;
            if (outage is { Until: not null, EndTold: false } && !await NotifyAsync(cluster, outage, recovered: true, cancellationToken))
                return;
        }
    }

    // True once nothing more is to be sent: it was delivered, or never can be.
    private async Task<bool> NotifyAsync(Cluster cluster, Outage outage, bool recovered, CancellationToken cancellationToken)
    {
        switch (await DeliverAsync(new ClusterNotice(cluster, outage, recovered), cancellationToken))
        {
            case HandlerResult.RetryAfter:
                return false;
            case HandlerResult.Reject rejected:
                NoticeRejected(cluster.Id, rejected.Reason);
                break;
        }

        await clusters.UpdateAsync(cluster.Id, c => ClusterChanges.Notified(c, outage, recovered), cancellationToken);
        NoticeSent(cluster.Id, recovered);
        return true;
    }

    private async Task<HandlerResult> DeliverAsync(ClusterNotice notice, CancellationToken cancellationToken) =>
        (await notifiers.GetAsync(cancellationToken)).Clusters is { } notifier
            ? await delivery.DeliverAsync(new OutageNotification(notifier, notice), cancellationToken)
            : new HandlerResult.Reject("No notifier is configured.");

    [LoggerMessage(Level = LogLevel.Error, Message = "The clusters of {Organisation} could not be listed")]
    private partial void ListingFailed(Exception exception, OrganisationId organisation);

    [LoggerMessage(Level = LogLevel.Error, Message = "{ClusterId} could not be swept")]
    private partial void SweepFailed(Exception exception, string clusterId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The notice about {ClusterId} was refused: {Reason}")]
    private partial void NoticeRejected(string clusterId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The outage of {ClusterId} was notified; recovered: {Recovered}")]
    private partial void NoticeSent(string clusterId, bool recovered);
}
