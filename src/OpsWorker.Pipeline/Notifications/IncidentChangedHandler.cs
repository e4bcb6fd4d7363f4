using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>
/// The notification stage: makes each notifier's one message about an incident show how things stand now. Before
/// the first message is sent that is recorded, so a crash in between is seen, and the message is looked for before
/// it is sent again.
/// </summary>
public sealed partial class IncidentChangedHandler(
    IIncidentStore incidents,
    IInvestigationStore investigations,
    IJournalStore journal,
    INotificationStore notifications,
    IReadOnlyList<INotifier> notifiers,
    TimeProvider time,
    ILogger<IncidentChangedHandler> logger) : IMessageHandler<IncidentChanged>
{
    /// <summary>
    /// For how long who began to send a first message is taken to be at it still: longer than a notifier's call takes.
    /// Until then nobody else sends it.
    /// </summary>
    public static readonly TimeSpan SendingTime = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(IncidentChanged message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var incident = await incidents.GetAsync(message.Organisation, message.IncidentId, cancellationToken);
        if (incident is null) return new HandlerResult.Reject($"There is no incident {message.IncidentId}.");

        var view = await ViewAsync(incident, cancellationToken);
        HandlerResult outcome = HandlerResult.Handled;
        ExceptionDispatchInfo? failure = null;
        foreach (var notifier in notifiers)
        {
            try
            {
                outcome = NotifierResults.Worse(outcome, await TryNotifyAsync(notifier, view, cancellationToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The others are told all the same.
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
        return outcome;
    }

    private async Task<IncidentView> ViewAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.InvestigationId is not { } id) return new IncidentView(incident, null, []);
        var investigation = await investigations.GetAsync(incident.Organisation, id, cancellationToken);
        var entries = await journal.ReadAsync(incident.Organisation, id, cancellationToken);
        return new IncidentView(incident, investigation, entries);
    }

    private async Task<HandlerResult> TryNotifyAsync(INotifier notifier, IncidentView view, CancellationToken cancellationToken)
    {
        try
        {
            return await NotifyAsync(notifier, view, cancellationToken);
        }
        catch (NotifierUnavailableException e)
        {
            MessageDelayed(notifier.Name, view.Incident.Id, e.Delay, e.Message);
            return new HandlerResult.RetryAfter(e.Delay);
        }
    }

    private async Task<HandlerResult> NotifyAsync(INotifier notifier, IncidentView view, CancellationToken cancellationToken)
    {
        var organisation = view.Incident.Organisation;
        var begun = new Notification
        {
            IncidentId = view.Incident.Id,
            Notifier = notifier.Name,
            StartedAt = time.GetUtcNow(),
        };
        var isFirst = await notifications.TryBeginAsync(organisation, begun, cancellationToken);
        var known = isFirst ? begun : await notifications.GetAsync(organisation, view.Incident.Id, notifier.Name, cancellationToken) ?? begun;
        if (known.Revision == view.Revision) return HandlerResult.Handled;

        var existing = known.Message ?? (isFirst ? null : await notifier.FindAsync(view.Incident, cancellationToken));
        if (existing is null && !isFirst && known.StartedAt + SendingTime - time.GetUtcNow() is { Ticks: > 0 } rest)
        {
            return new HandlerResult.RetryAfter(rest);
        }

        var result = existing is null
            ? await notifier.SendAsync(view, cancellationToken)
            : await notifier.UpdateAsync(view, existing, cancellationToken);
        switch (result)
        {
            case NotifierResult.Delivered delivered:
                await notifications.CompleteAsync(
                    organisation, known with { Message = delivered.Message, Revision = view.Revision }, cancellationToken);
                MessageDelivered(notifier.Name, view.Incident.Id, view.Revision);
                return HandlerResult.Handled;
            case NotifierResult.RetryAfter retry:
                MessageDelayed(notifier.Name, view.Incident.Id, retry.Delay, retry.Reason);
                return new HandlerResult.RetryAfter(retry.Delay);
            case NotifierResult.Rejected rejected:
                return new HandlerResult.Reject($"{notifier.Name}: {rejected.Reason}");
            default:
                throw new InvalidOperationException($"A notifier's result may not be {result.GetType().Name}.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Notifier} shows revision {Revision} of {IncidentId}")]
    private partial void MessageDelivered(string notifier, string incidentId, string revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notifier} asks to wait {Delay} with {IncidentId}: {Reason}")]
    private partial void MessageDelayed(string notifier, string incidentId, TimeSpan delay, string reason);
}
