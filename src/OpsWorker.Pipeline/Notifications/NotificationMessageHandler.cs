using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Digests;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>Takes what the topic of reports carries: changes of incidents, and digests that are due.</summary>
public sealed class NotificationMessageHandler(IncidentChangedHandler incidents, DigestDueHandler digests)
    : IMessageHandler<NotificationMessage>
{
    /// <inheritdoc/>
    public Task<HandlerResult> HandleAsync(
        NotificationMessage message, ReceivedMessage delivery, CancellationToken cancellationToken) => message switch
        {
            { IncidentId: { } id, DigestDate: null } =>
                incidents.HandleAsync(new IncidentChanged(message.Organisation, id), delivery, cancellationToken),
            { IncidentId: null, DigestDate: { } date } =>
                digests.HandleAsync(new DigestDue(message.Organisation, date, message.Span), delivery, cancellationToken),
            _ => Task.FromResult<HandlerResult>(
                new HandlerResult.Reject("The message has not exactly one of an incident and a digest's date.")),
        };
}
