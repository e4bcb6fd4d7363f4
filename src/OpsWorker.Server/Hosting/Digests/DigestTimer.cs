using OpsWorker.Pipeline.Digests;

namespace OpsWorker.Server.Hosting.Digests;

/// <summary>Looks every minute whether a digest is due; at the start too, for one that was due while nothing ran.</summary>
internal sealed partial class DigestTimer(DigestDispatcher dispatcher, TimeProvider time, ILogger<DigestTimer> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        do
        {
            try
            {
                await dispatcher.RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                DispatchFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "It could not be found out whose digest is due")]
    private partial void DispatchFailed(Exception exception);
}
