using OpsWorker.Embedded;

namespace OpsWorker.Server.Hosting;

/// <summary>Removes what was kept long enough: deduplication ids every few seconds, records and evidence every hour.</summary>
internal sealed partial class RetentionTimer(EmbeddedStore store, TimeProvider time, ILogger<RetentionTimer> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_recordsInterval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        var recordsAt = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.Retention.RemoveExpiredIdsAsync(stoppingToken);
                if (time.GetElapsedTime(recordsAt) < s_recordsInterval) continue;
                recordsAt = time.GetTimestamp();
                await store.Retention.RemoveOldAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RemovalFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Records and evidence beyond their retention could not be removed")]
    private partial void RemovalFailed(Exception exception);
}
