namespace OpsWorker.Server.Hosting;

/// <summary>Work that the server repeats. A failure is logged, and the work is done again at its next time.</summary>
/// <param name="name">The work, for the log.</param>
/// <param name="delay">The time before the first run.</param>
/// <param name="interval">The time between two runs.</param>
/// <param name="work">The work.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log of failures.</param>
internal sealed partial class PeriodicWork(
    string name, TimeSpan delay, TimeSpan interval, Func<CancellationToken, Task> work, TimeProvider time, ILogger<PeriodicWork> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(delay, time, stoppingToken);
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                WorkFailed(e, name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Work} failed; it is repeated")]
    private partial void WorkFailed(Exception exception, string work);
}
