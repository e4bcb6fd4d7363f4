using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using OpsWorker.Core;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;

namespace OpsWorker.Pipeline.Digests;

/// <summary>
/// Sums up the day and sends it, once by each notifier. Before it is sent that is recorded, so a crash in between is seen,
/// and the message is looked for before it is sent again. Once the day is over nothing is sent.
/// </summary>
public sealed partial class DigestDueHandler(
    IOrganisationStore organisations,
    INotificationStore notifications,
    DigestReader reader,
    IReadOnlyList<IDigestNotifier> notifiers,
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

        var unsent = await UnsentAsync(organisation.Id, Digest.IdOf(organisation.Id, message.DigestDate), cancellationToken);
        if (unsent.Count == 0) return HandlerResult.Handled;
        var digest = await reader.ReadAsync(organisation, message.DigestDate, cancellationToken);
        return await SendAsync(unsent, digest, cancellationToken);
    }

    private async Task<IReadOnlyList<IDigestNotifier>> UnsentAsync(
        OrganisationId organisation, string digestId, CancellationToken cancellationToken)
    {
        var unsent = new List<IDigestNotifier>();
        foreach (var notifier in notifiers)
        {
            var known = await notifications.GetAsync(organisation, digestId, notifier.Name, cancellationToken);
            if (known?.Message is null) unsent.Add(notifier);
        }

        return unsent;
    }

    private async Task<HandlerResult> SendAsync(
        IReadOnlyList<IDigestNotifier> unsent, Digest digest, CancellationToken cancellationToken)
    {
        HandlerResult outcome = HandlerResult.Handled;
        ExceptionDispatchInfo? failure = null;
        foreach (var notifier in unsent)
        {
            try
            {
                outcome = NotifierResults.Worse(outcome, await SendAsync(notifier, digest, cancellationToken));
            }
            catch (NotifierUnavailableException e)
            {
                DigestDelayed(notifier.Name, digest.Id, e.Delay, e.Message);
                outcome = NotifierResults.Worse(outcome, new HandlerResult.RetryAfter(e.Delay));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The others send it all the same.
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
        return outcome;
    }

    private async Task<HandlerResult> SendAsync(IDigestNotifier notifier, Digest digest, CancellationToken cancellationToken)
    {
        var begun = new Notification { IncidentId = digest.Id, Notifier = notifier.Name, StartedAt = time.GetUtcNow() };
        var isFirst = await notifications.TryBeginAsync(digest.Organisation, begun, cancellationToken);
        var existing = isFirst ? null : await notifier.FindAsync(digest, cancellationToken);
        switch (existing is null ? await notifier.SendAsync(digest, cancellationToken) : new NotifierResult.Delivered(existing))
        {
            case NotifierResult.Delivered delivered:
                await notifications.CompleteAsync(digest.Organisation, begun with { Message = delivered.Message }, cancellationToken);
                DigestDelivered(notifier.Name, digest.Id, digest.Organisation, digest.Date);
                return HandlerResult.Handled;
            case NotifierResult.RetryAfter retry:
                DigestDelayed(notifier.Name, digest.Id, retry.Delay, retry.Reason);
                return new HandlerResult.RetryAfter(retry.Delay);
            case NotifierResult.Rejected rejected:
                return new HandlerResult.Reject($"{notifier.Name}: {rejected.Reason}");
            default:
                throw new InvalidOperationException("There is no other result.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Notifier} sent {DigestId}, the digest of {Organisation} of {Date}")]
    private partial void DigestDelivered(string notifier, string digestId, OrganisationId organisation, DateOnly date);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notifier} asks to wait {Delay} with {DigestId}: {Reason}")]
    private partial void DigestDelayed(string notifier, string digestId, TimeSpan delay, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The digest of {Organisation} of {Date} is not sent any more: the day is over")]
    private partial void DigestTooLate(OrganisationId organisation, DateOnly date);
}
