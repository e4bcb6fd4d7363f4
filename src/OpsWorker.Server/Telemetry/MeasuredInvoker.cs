using System.Diagnostics;
using OpsWorker.Core.Messaging;
using OpsWorker.Messaging;

namespace OpsWorker.Server.Telemetry;

/// <summary>Measures a stage's handling of messages, and makes each a span.</summary>
internal sealed class MeasuredInvoker(MessageInvoker inner) : MessageInvoker
{
    /// <inheritdoc/>
    public override async Task<HandlerResult> InvokeAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        using var span = Instruments.Spans.StartActivity($"process {message.Queue}", ActivityKind.Consumer);
        span?.SetTag("messaging.system", "opsworker")
            .SetTag("messaging.destination.name", message.Queue.Value)
            .SetTag("messaging.message.id", message.Id)
            .SetTag("messaging.message.delivery_count", message.ReceiveCount);
        var started = Stopwatch.GetTimestamp();
        var result = await inner.InvokeAsync(message, cancellationToken);
        var outcome = Outcome(result);
        Instruments.MessagesHandled.Add(1, new("queue", message.Queue.Value), new("outcome", outcome));
        Instruments.MessageDuration.Record(
            Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("queue", message.Queue.Value));
        if (result is HandlerResult.Reject) span?.SetStatus(ActivityStatusCode.Error, outcome);
        return result;
    }

    private static string Outcome(HandlerResult result) => result switch
    {
        HandlerResult.Done => "done",
        HandlerResult.RetryAfter => "retried",
        _ => "rejected",
    };
}
