using System.Collections.Concurrent;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Testing;

/// <summary>A queue that records messages within the limits of a queue and supports nothing else.</summary>
public sealed class SentMessages : IMessageQueue
{
    private readonly ConcurrentQueue<(QueueName Queue, OutgoingMessage Message)> _sent = new();

    public IReadOnlyList<(QueueName Queue, OutgoingMessage Message)> Sent => [.. _sent];

    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        MessageLimits.CheckSend(queue, messages);
        foreach (var message in messages) _sent.Enqueue((queue, message));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
