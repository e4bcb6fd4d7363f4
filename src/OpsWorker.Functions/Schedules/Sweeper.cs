using OpsWorker.Functions.Metrics;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Commands;
using OpsWorker.Pipeline.Incidents;

namespace OpsWorker.Functions.Schedules;

/// <summary>
/// Sweeps the clusters, then the open commands, and from time to time the alerts that are not repeated: some organisations after the other,
/// for as long as there is time, going on from there at the next event. A process that is new begins at the beginning, which does no harm.
/// </summary>
/// <param name="sweep">The sweep of the clusters.</param>
/// <param name="unrepeated">The resolution of alerts that are not repeated.</param>
/// <param name="commands">The sweep of open commands.</param>
/// <param name="metrics">Where the clusters that are disconnected are counted, once all were looked at.</param>
/// <param name="time">The only clock.</param>
internal sealed class Sweeper(
    ClusterSweep sweep, UnrepeatedAlerts unrepeated, CommandSweep commands, MetricLog metrics, TimeProvider time)
{
    /// <summary>No organisations are begun with after so long.</summary>
    public static readonly TimeSpan TimeForBeginning = TimeSpan.FromSeconds(30);

    private SweepProgress _progress = SweepProgress.Start;
    private DateTimeOffset _nextUnrepeated;
    private string? _unrepeatedPage;

    /// <summary>Sweeps as far as time allows.</summary>
    /// <exception cref="ScheduledWorkException">Some clusters could not be looked at; the others were.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        do _progress = await sweep.ContinueAsync(_progress, cancellationToken);
        while (_progress.NextPage is not null && time.GetElapsedTime(started) < TimeForBeginning);

        if (_progress.NextPage is not null) return;
        await commands.RunAsync(cancellationToken);
        await ResolveUnrepeatedAsync(started, cancellationToken);
        var seen = _progress;
        _progress = SweepProgress.Start;
        metrics.Write(Metric.DisconnectedClusters, seen.Disconnected);
        if (seen.Failed > 0)
        {
            throw new ScheduledWorkException($"{seen.Failed} clusters or organisations could not be looked at; the log says why.");
        }
    }

    private async Task ResolveUnrepeatedAsync(long started, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < _nextUnrepeated) return;
        do _unrepeatedPage = await unrepeated.ContinueAsync(_unrepeatedPage, cancellationToken);
        while (_unrepeatedPage is not null && time.GetElapsedTime(started) < TimeForBeginning);
        if (_unrepeatedPage is null) _nextUnrepeated = time.GetUtcNow() + UnrepeatedAlerts.Interval;
    }
}
