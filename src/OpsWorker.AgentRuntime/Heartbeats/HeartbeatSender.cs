using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;

namespace OpsWorker.AgentRuntime.Heartbeats;

/// <summary>Sends a heartbeat at once and then at an interval.</summary>
/// <param name="heartbeat">Creates the heartbeat.</param>
/// <param name="interval">The interval, usually <see cref="AgentHeartbeat.DefaultInterval"/>.</param>
/// <param name="queues">Where heartbeats are sent.</param>
/// <param name="time">The only clock.</param>
/// <param name="logger">The log of failures.</param>
public sealed partial class HeartbeatSender(
    Func<CancellationToken, Task<AgentHeartbeat>> heartbeat,
    TimeSpan interval,
    IMessageQueue queues,
    TimeProvider time,
    ILogger<HeartbeatSender> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            await SendAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            var message = new AgentMessage { Heartbeat = (await heartbeat(cancellationToken)) with { SentAt = time.GetUtcNow() } };
            var body = JsonSerializer.Serialize(message, CoreJson.Default.AgentMessage);
            await queues.SendAsync(Queues.Results, [new OutgoingMessage { Body = body }], cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            HeartbeatFailed(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The heartbeat could not be sent: {Reason}")]
    private partial void HeartbeatFailed(string reason);
}
