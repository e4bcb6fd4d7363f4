using OpsWorker.Core.Messaging;

namespace OpsWorker.Kubernetes.Tests.Execution;

/// <summary>A queue that keeps what is sent and can do nothing else.</summary>
internal sealed class SentMessages : IMessageQueue
{
    public List<(QueueName Queue, string Body)> Sent { get; } = [];

    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        Sent.AddRange(messages.Select(m => (queue, m.Body)));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
