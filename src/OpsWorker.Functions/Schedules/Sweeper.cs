using OpsWorker.Functions.Metrics;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Functions.Schedules;

/// <summary>
/// Sweeps the clusters, some organisations after the other, for as long as there is time, and goes on from there at the
/// next event. A process that is new begins at the beginning, which does no harm.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="metrics">Where the clusters that are disconnected are counted, once all were looked at.</param>
/// <param name="time">The only clock.</param>
internal sealed class Sweeper(ClusterSweep sweep, MetricLog metrics, TimeProvider time)
{
    /// <summary>No organisations are begun with after so long.</summary>
    public static readonly TimeSpan TimeForBeginning = TimeSpan.FromSeconds(30);

    private SweepProgress _progress = SweepProgress.Start;

    /// <summary>Sweeps as far as time allows.</summary>
    /// <exception cref="ScheduledWorkException">Some clusters could not be looked at; the others were.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        do _progress = await sweep.ContinueAsync(_progress, cancellationToken);
        while (_progress.NextPage is not null && time.GetElapsedTime(started) < TimeForBeginning);

        if (_progress.NextPage is not null) return;
        var seen = _progress;
        _progress = SweepProgress.Start;
        metrics.Write(Metric.DisconnectedClusters, seen.Disconnected);
        if (seen.Failed > 0)
        {
            throw new ScheduledWorkException($"{seen.Failed} clusters or organisations could not be looked at; the log says why.");
        }
    }
}
