using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Messaging;
using OpsWorker.Operator.Cluster;

namespace OpsWorker.Operator;

/// <summary>Reports the Operator's state at once and then every <see cref="AgentHeartbeat.DefaultInterval"/>.</summary>
internal sealed partial class StatusReporter(
    Func<CancellationToken, Task<Pin>> pin,
    Func<Pin, OperatorStatus> status,
    IMessageQueue queues,
    TimeProvider time,
    ILogger<StatusReporter> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(AgentHeartbeat.DefaultInterval, time);
        do
        {
            try
            {
                var pinned = await pin(stoppingToken);
                var report = new OperatorReport { ClusterId = pinned.ClusterId, Status = status(pinned) };
                var body = JsonSerializer.Serialize(new AgentMessage { Operator = report }, CoreJson.Default.AgentMessage);
                await queues.SendAsync(Queues.Results, [new OutgoingMessage { Body = body }], stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                ReportFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Operator's state could not be reported: {Reason}")]
    private partial void ReportFailed(string reason);
}
