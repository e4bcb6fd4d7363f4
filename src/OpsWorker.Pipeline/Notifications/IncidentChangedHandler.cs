using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>
/// Has each notifier's one message about an incident show the incident and its investigation as they are stored now, and sends the replies
/// that are due below it.
/// </summary>
public sealed class IncidentChangedHandler(
    IIncidentStore incidents,
    IncidentViewReader views,
    INotificationStore notifications,
    CurrentNotifiers notifiers,
    NotificationDelivery deliveries) : IMessageHandler<IncidentChanged>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(IncidentChanged message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var incident = await incidents.GetAsync(message.Organisation, message.IncidentId, cancellationToken);
        if (incident is null) return new HandlerResult.Reject($"There is no incident {message.IncidentId}.");

        var view = await views.OfAsync(incident, cancellationToken);
        var current = await notifiers.GetAsync(cancellationToken);
        var outcome = await deliveries.DeliverAllAsync(
            current.Incidents.Select(notifier => new IncidentNotification(notifier, view)), cancellationToken);
        return NotificationDelivery.Worse(outcome, await ReplyAsync(view, current, cancellationToken));
    }

    // Below each message that shows the state, whatever became of those at other notifiers.
    private async Task<HandlerResult> ReplyAsync(IncidentView view, TeamNotifiers current, CancellationToken cancellationToken)
    {
        if (current.Replies.Count == 0 || IncidentReplies.Due(view) is not { Count: > 0 } due) return HandlerResult.Handled;
        var incident = view.Incident;
        var replies = new List<ReplyNotification>();
        foreach (var notifier in current.Replies)
        {
            var unsent = new List<IncidentReply>();
            foreach (var reply in due)
            {
                var known = await notifications.GetAsync(incident.Organisation, reply.Id, notifier.Name, cancellationToken);
                if (known?.Message is null) unsent.Add(reply);
            }

            if (unsent.Count == 0) continue;
            var shown = await notifications.GetAsync(incident.Organisation, incident.Id, notifier.Name, cancellationToken);
            if (shown is not { Message: { } message } || shown.Revision != view.Revision) continue;
            replies.AddRange(unsent.Select(reply => new ReplyNotification(notifier, reply, message)));
        }

        return await deliveries.DeliverAllAsync(replies, cancellationToken);
    }
}
