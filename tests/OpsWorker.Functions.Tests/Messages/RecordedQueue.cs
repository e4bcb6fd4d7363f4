using OpsWorker.Core.Messaging;

namespace OpsWorker.Functions.Tests.Messages;

/// <summary>Records a function's calls to the queue of its messages; the calls can be made to fail.</summary>
internal sealed class RecordedQueue : IMessageQueue
{
    public List<string> Calls { get; } = [];

    public bool Refuses { get; set; }

    public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        Record($"{message.Id} after {delay.TotalSeconds:0} s");

    public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        Record($"{message.Id} dead: {reason}");

    public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private Task Record(string call)
    {
        Calls.Add(call);
        return Refuses ? throw new InvalidOperationException("The queue is out of reach.") : Task.CompletedTask;
    }
}
