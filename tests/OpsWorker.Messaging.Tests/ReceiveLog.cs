using OpsWorker.Core.Messaging;

namespace OpsWorker.Messaging.Tests;

/// <summary>Notes the calls that receive, and the most of them at once.</summary>
internal sealed class ReceiveLog(IMessageQueue inner) : IMessageQueue
{
    private readonly Lock _lock = new();
    private int _now;

    public int MostAtOnce { get; private set; }

    public int Calls { get; private set; }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Calls++;
            MostAtOnce = Math.Max(MostAtOnce, ++_now);
        }

        try
        {
            return await inner.ReceiveAsync(queue, maxMessages, visibility, wait, cancellationToken);
        }
        finally
        {
            lock (_lock) _now--;
        }
    }

    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        inner.SendAsync(queue, messages, cancellationToken);

    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        inner.CompleteAsync(message, cancellationToken);

    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        inner.RetryAfterAsync(message, delay, cancellationToken);

    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        inner.DeadLetterAsync(message, reason, cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        inner.ListDeadLettersAsync(queue, max, cancellationToken);
}
