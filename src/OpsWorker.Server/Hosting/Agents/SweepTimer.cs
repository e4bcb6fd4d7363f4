using OpsWorker.Core.Clusters;
using OpsWorker.Embedded;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Server.Hosting.Agents;

/// <summary>
/// Sweeps the clusters, and the commands that nobody fetched, from time to time. It begins as late as agents may be silent: while this
/// process did not run, nobody could be heard.
/// </summary>
internal sealed partial class SweepTimer(
    ClusterSweep sweep, EmbeddedStore store, ClusterSilence allowed, TimeProvider time, ILogger<SweepTimer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(allowed.DisconnectedAfter, time, stoppingToken);
        using var timer = new PeriodicTimer(ClusterSweep.Interval, time);
        do
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
                await store.AgentQueues.RemoveExpiredCommandsAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                SweepFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The clusters could not be swept")]
    private partial void SweepFailed(Exception exception);
}
