using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;

namespace OpsWorker.Pipeline.Digests;

/// <summary>Reads the day's digest and has it sent, once by each notifier. Once the day is over it is not sent any more.</summary>
public sealed partial class DigestDueHandler(
    IOrganisationStore organisations,
    INotificationStore notifications,
    DigestReader reader,
    CurrentNotifiers notifiers,
    NotificationDelivery deliveries,
    TimeProvider time,
    ILogger<DigestDueHandler> logger) : IMessageHandler<DigestDue>
{
    /// <inheritdoc/>
    public async Task<HandlerResult> HandleAsync(DigestDue message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(message.Organisation, cancellationToken);
        if (organisation is null) return new HandlerResult.Reject($"There is no organisation {message.Organisation}.");
        if (DigestSchedule.Today(organisation, time.GetUtcNow()) > message.DigestDate)
        {
            DigestTooLate(organisation.Id, message.DigestDate);
            return HandlerResult.Handled;
        }

        var unsent = await UnsentAsync(organisation.Id, Digest.IdOf(organisation.Id, message.DigestDate, message.Span), cancellationToken);
        if (unsent.Count == 0) return HandlerResult.Handled;
        var digest = await reader.ReadAsync(organisation, message.DigestDate, message.Span, cancellationToken);
        return await deliveries.DeliverAllAsync(unsent.Select(notifier => new DigestNotification(notifier, digest)), cancellationToken);
    }

    // Reading a day's digest costs far more than looking for its records.
    private async Task<IReadOnlyList<IDigestNotifier>> UnsentAsync(
        OrganisationId organisation, string digestId, CancellationToken cancellationToken)
    {
        var unsent = new List<IDigestNotifier>();
        foreach (var notifier in (await notifiers.GetAsync(cancellationToken)).Digests)
        {
            var known = await notifications.GetAsync(organisation, digestId, notifier.Name, cancellationToken);
            if (known?.Message is null) unsent.Add(notifier);
        }

        return unsent;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The digest of {Organisation} of {Date} is not sent any more: the day is over")]
    private partial void DigestTooLate(OrganisationId organisation, DateOnly date);
}
