using OpsWorker.Core.Messaging;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Begins the investigations that the rules asked for.</summary>
public sealed class InvestigationRequestedHandler(InvestigationRunner runner) : IMessageHandler<InvestigationRequested>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(
        InvestigationRequested message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        await runner.RunAsync(message.Organisation, message.InvestigationId, delivery.ReceiveCount, cancellationToken);
        return HandlerResult.Handled;
    }
}

/// <summary>Ends the investigations whose cluster has not answered.</summary>
public sealed class InvestigationDeadlineHandler(InvestigationRunner runner) : IMessageHandler<InvestigationDeadline>
{
    // A queue's clock may run ahead of ours.
    private static readonly TimeSpan TooEarly = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(
        InvestigationDeadline message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var ended = await runner.RunAsync(
            message.Organisation, message.InvestigationId, delivery.ReceiveCount, cancellationToken);
        return ended ? HandlerResult.Handled : new HandlerResult.RetryAfter(TooEarly);
    }
}
