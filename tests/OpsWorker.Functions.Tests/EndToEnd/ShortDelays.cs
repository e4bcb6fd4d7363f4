using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Hosting;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>The ports on AWS, with delays of a second at most: an emulator's clock cannot be put forward.</summary>
internal sealed class ShortDelays(FunctionSettings settings, AwsClients clients, TimeProvider time)
    : FunctionPorts(settings, clients, time)
{
    public override IMessageQueue Queue => new ShortDelayQueue(base.Queue);

    private sealed class ShortDelayQueue(IMessageQueue inner) : IMessageQueue
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

        public Task SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
            inner.SendAsync(queue, [.. messages.Select(m => m with { Delay = Shorter(m.Delay) })], cancellationToken);

        public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
            QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken) =>
            inner.ReceiveAsync(queue, maxMessages, visibility, wait, cancellationToken);

        public Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
            inner.CompleteAsync(message, cancellationToken);

        public Task RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
            inner.RetryAfterAsync(message, Shorter(delay), cancellationToken);

        public Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
            inner.DeadLetterAsync(message, reason, cancellationToken);

        public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
            inner.ListDeadLettersAsync(queue, max, cancellationToken);

        private static TimeSpan Shorter(TimeSpan delay) => delay < Longest ? delay : Longest;
    }
}
