using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Incidents;

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

/// <summary>Takes delayed messages: deadlines of investigations, times of next attempts and of escalations.</summary>
public sealed class DeadlineMessageHandler(
    InvestigationDeadlineHandler deadlines, AttemptDueHandler attempts, EscalationDueHandler escalations)
    : IMessageHandler<DeadlineMessage>
{
    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(
        DeadlineMessage message, ReceivedMessage delivery, CancellationToken cancellationToken) => message switch
        {
            { InvestigationId: { } id, IncidentId: null, EscalatedIncidentId: null } =>
                deadlines.HandleAsync(new InvestigationDeadline(message.Organisation, id), delivery, cancellationToken),
            { InvestigationId: null, IncidentId: { } id, EscalatedIncidentId: null } =>
                attempts.HandleAsync(new AttemptDue(message.Organisation, id), delivery, cancellationToken),
            { InvestigationId: null, IncidentId: null, EscalatedIncidentId: { } id } =>
                escalations.HandleAsync(new EscalationDue(message.Organisation, id), delivery, cancellationToken),
            _ => Task.FromResult<HandlerResult>(
                new HandlerResult.Reject("The message has not exactly one of an investigation, an incident and an escalated incident.")),
        };
}

/// <summary>Starts the attempts whose time has come.</summary>
public sealed class AttemptDueHandler(Attempts attempts) : IMessageHandler<AttemptDue>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(AttemptDue message, ReceivedMessage delivery, CancellationToken cancellationToken) =>
        await attempts.StartDueAsync(message.Organisation, message.IncidentId, cancellationToken) is { } early
            ? new HandlerResult.RetryAfter(early)
            : HandlerResult.Handled;
}

/// <summary>Takes the steps of escalations whose time has come.</summary>
public sealed class EscalationDueHandler(Escalations escalations) : IMessageHandler<EscalationDue>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(EscalationDue message, ReceivedMessage delivery, CancellationToken cancellationToken) =>
        await escalations.TakeDueAsync(message.Organisation, message.EscalatedIncidentId, cancellationToken) is { } early
            ? new HandlerResult.RetryAfter(early)
            : HandlerResult.Handled;
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
