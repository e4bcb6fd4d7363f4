using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Pipeline.Tests.World;

internal sealed class CountedTopic(ITopic inner, Effects effects) : ITopic
{
    public Task PublishAsync(IncidentChanged message, string deduplicationId, CancellationToken cancellationToken)
    {
        effects.Pass("Topic");
        return inner.PublishAsync(message, deduplicationId, cancellationToken);
    }

    public Task PublishAsync(DigestDue message, CancellationToken cancellationToken)
    {
        effects.Pass("Topic");
        return inner.PublishAsync(message, cancellationToken);
    }
}

internal sealed class CountedQueue(IMessageQueue inner, Effects effects) : IMessageQueue
{
    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        effects.Pass("Queue");
        return inner.SendAsync(queue, messages, cancellationToken);
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        effects.Pass("Queue");
        return inner.ReceiveAsync(queue, maxMessages, visibility, wait, cancellationToken);
    }

    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        effects.Pass("Queue");
        return inner.CompleteAsync(message, cancellationToken);
    }

    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        effects.Pass("Queue");
        return inner.RetryAfterAsync(message, delay, cancellationToken);
    }

    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken)
    {
        effects.Pass("Queue");
        return inner.DeadLetterAsync(message, reason, cancellationToken);
    }

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(
        QueueName queue, int max, CancellationToken cancellationToken)
    {
        effects.Pass("Queue");
        return inner.ListDeadLettersAsync(queue, max, cancellationToken);
    }
}

internal sealed class CountedNotifications(INotificationStore inner, Effects effects) : INotificationStore
{
    public Task<Notification?> GetAsync(
        OrganisationId organisation, string incidentId, string notifier, CancellationToken cancellationToken)
    {
        effects.Pass("Notifications");
        return inner.GetAsync(organisation, incidentId, notifier, cancellationToken);
    }

    public Task<bool> TryBeginAsync(
        OrganisationId organisation, Notification notification, CancellationToken cancellationToken)
    {
        effects.Pass("Notifications");
        return inner.TryBeginAsync(organisation, notification, cancellationToken);
    }

    public Task CompleteAsync(
        OrganisationId organisation, Notification notification, CancellationToken cancellationToken)
    {
        effects.Pass("Notifications");
        return inner.CompleteAsync(organisation, notification, cancellationToken);
    }
}
