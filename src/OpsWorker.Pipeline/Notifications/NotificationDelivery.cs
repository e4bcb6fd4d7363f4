using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Notifications;

/// <summary>
/// Delivers messages to people, each once: it is recorded that sending begins, a message whose answer was lost is found again, the message
/// is sent or edited, and it is recorded what it shows. So a crash at any instant neither loses nor doubles a message where the service
/// can be asked for it.
/// </summary>
public sealed partial class NotificationDelivery(INotificationStore notifications, TimeProvider time, ILogger<NotificationDelivery> logger)
{
    /// <summary>
    /// The time for which a sender that began is taken to be sending still; longer than a notifier's call takes. Until then nobody else
    /// sends the first message.
    /// </summary>
    public static readonly TimeSpan SendingTime = TimeSpan.FromSeconds(15);

    /// <summary>The shortest time between two edits of a message that show the same stage.</summary>
    public static readonly TimeSpan EditInterval = TimeSpan.FromSeconds(3);

    /// <summary>Delivers several messages, each whatever becomes of the others.</summary>
    /// <returns>The worst of the results; see <see cref="Worse"/>.</returns>
    public async Task<HandlerResult> DeliverAllAsync(IEnumerable<OutgoingNotification> messages, CancellationToken cancellationToken)
    {
        HandlerResult outcome = HandlerResult.Handled;
        ExceptionDispatchInfo? failure = null;
        foreach (var message in messages)
        {
            try
            {
                outcome = Worse(outcome, await DeliverAsync(message, cancellationToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
        return outcome;
    }

    /// <summary>Delivers a message.</summary>
    /// <returns>Done; when to retry; or a rejection with the service's reason.</returns>
    public async Task<HandlerResult> DeliverAsync(OutgoingNotification message, CancellationToken cancellationToken)
    {
        try
        {
            return await AttemptAsync(message, cancellationToken);
        }
        catch (NotifierUnavailableException e)
        {
            Delayed(message.Notifier, message.SubjectId, e.Delay, e.Message);
            return new HandlerResult.RetryAfter(e.Delay);
        }
    }

    private async Task<HandlerResult> AttemptAsync(OutgoingNotification message, CancellationToken cancellationToken)
    {
        var (known, isFirst) = await BeginAsync(message, cancellationToken);
        if (message.IsSent(known)) return HandlerResult.Handled;

        var existing = known.Message ?? (isFirst ? null : await message.FindAsync(known, cancellationToken));
        if (existing is null && !isFirst && known.StartedAt + SendingTime - time.GetUtcNow() is { Ticks: > 0 } rest)
        {
            return new HandlerResult.RetryAfter(rest);
        }

        if (known.Message is not null && EarlyBy(message, known) is { Ticks: > 0 } early) return new HandlerResult.RetryAfter(early);
        var result = existing is null
            ? await message.SendAsync(cancellationToken)
            : await message.UpdateAsync(existing, cancellationToken);
        switch (result)
        {
            case NotifierResult.Delivered delivered:
                var shown = known with
                {
                    Message = delivered.Message,
                    Revision = message.Revision,
                    Stage = message.Stage,
                    ShownAt = time.GetUtcNow(),
                };
                await notifications.CompleteAsync(message.Organisation, shown, cancellationToken);
                Delivered(message.Notifier, message.SubjectId, message.Revision);
                return HandlerResult.Handled;
            case NotifierResult.RetryAfter retry:
                Delayed(message.Notifier, message.SubjectId, retry.Delay, retry.Reason);
                if (existing is null && retry.IsUnsent)
                {
                    await notifications.CompleteAsync(message.Organisation, known with { IsUnsent = true }, cancellationToken);
                }

                return new HandlerResult.RetryAfter(retry.Delay);
            case NotifierResult.Rejected rejected:
                Refused(message.Notifier, message.SubjectId, rejected.Reason);
                return new HandlerResult.Reject($"{message.Notifier}: {rejected.Reason}");
            default:
                throw new InvalidOperationException($"A notifier's result may not be {result.GetType().Name}.");
        }
    }

    // A send that certainly did nothing is begun anew: there is no message to look for.
    private async Task<(Notification Known, bool IsFirst)> BeginAsync(OutgoingNotification message, CancellationToken cancellationToken)
    {
        var begun = new Notification { IncidentId = message.SubjectId, Notifier = message.Notifier, StartedAt = time.GetUtcNow() };
        if (await ReadAsync() is not { } known)
        {
            if (await notifications.TryBeginAsync(message.Organisation, begun, cancellationToken)) return (begun, true);
            known = await ReadAsync() ?? begun;
        }

        if (!known.IsUnsent || known.Message is not null) return (known, false);
        await notifications.CompleteAsync(message.Organisation, begun, cancellationToken);
        return (begun, true);

        Task<Notification?> ReadAsync() =>
            notifications.GetAsync(message.Organisation, message.SubjectId, message.Notifier, cancellationToken);
    }

    // The message that is received again shows the newest state, and those behind it find it shown.
    private TimeSpan EarlyBy(OutgoingNotification message, Notification known) =>
        known.ShownAt is { } shown && message.Stage == known.Stage ? shown + EditInterval - time.GetUtcNow() : TimeSpan.Zero;

    /// <summary>The result for both: a message that can still be delivered is retried before one that cannot is rejected.</summary>
    internal static HandlerResult Worse(HandlerResult one, HandlerResult other) => (one, other) switch
    {
        (HandlerResult.RetryAfter a, HandlerResult.RetryAfter b) => a.Delay >= b.Delay ? a : b,
        (HandlerResult.RetryAfter, _) => one,
        (_, HandlerResult.RetryAfter) => other,
        (HandlerResult.Reject, _) => one,
        _ => other,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Notifier} shows revision {Revision} of {SubjectId}")]
    private partial void Delivered(string notifier, string subjectId, string revision);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "{Notifier} refused the message about {SubjectId} for good; it is kept with the dead letters. {Reason}")]
    private partial void Refused(string notifier, string subjectId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notifier} asks to wait {Delay} with {SubjectId}: {Reason}")]
    private partial void Delayed(string notifier, string subjectId, TimeSpan delay, string reason);
}
