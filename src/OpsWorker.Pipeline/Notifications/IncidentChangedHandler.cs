using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Investigations;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>Has each notifier's one message about an incident show the incident and its investigation as they are stored now.</summary>
public sealed class IncidentChangedHandler(
    IIncidentStore incidents,
    IInvestigationStore investigations,
    IJournalStore journal,
    CurrentNotifiers notifiers,
    NotificationDelivery deliveries) : IMessageHandler<IncidentChanged>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(IncidentChanged message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var incident = await incidents.GetAsync(message.Organisation, message.IncidentId, cancellationToken);
        if (incident is null) return new HandlerResult.Reject($"There is no incident {message.IncidentId}.");

        var view = await ViewAsync(incident, cancellationToken);
        var current = await notifiers.GetAsync(cancellationToken);
        return await deliveries.DeliverAllAsync(
            current.Incidents.Select(notifier => new IncidentNotification(notifier, view)), cancellationToken);
    }

    private async Task<IncidentView> ViewAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.InvestigationId is not { } id) return new IncidentView(incident, null, []);
        var investigation = await investigations.GetAsync(incident.Organisation, id, cancellationToken);
        var entries = await journal.ReadAsync(incident.Organisation, id, cancellationToken);
        var earlier = await investigations.EarlierAsync(incident.Organisation, incident.Id, incident.Attempt, cancellationToken);
        return new IncidentView(incident, investigation, entries) { Earlier = earlier };
    }
}
