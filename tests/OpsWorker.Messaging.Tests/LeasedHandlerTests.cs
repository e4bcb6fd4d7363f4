using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Messaging.Tests;

public sealed class LeasedHandlerTests : IMessageHandler<AgentCommand>, IMessageQueue
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<TimeSpan> _kept = Channel.CreateUnbounded<TimeSpan>();

    [Fact]
    public async Task A_commands_visibility_timeout_is_extended_only_while_it_is_handled()
    {
        var handler = new LeasedHandler<AgentCommand>(this, this, Visibility, _time, NullLogger<LeasedHandler<AgentCommand>>.Instance);
        var handling = handler.HandleAsync(Command(), Delivery(), TestContext.Current.CancellationToken);

        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            (await _kept.Reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBe(Visibility);
        }

        _answered.SetResult();
        (await handling).ShouldBe(HandlerResult.Handled);
        _time.Advance(Visibility);
        _kept.Reader.TryRead(out _).ShouldBeFalse();
    }

    async Task<HandlerResult> IMessageHandler<AgentCommand>.HandleAsync(
        AgentCommand message, ReceivedMessage delivery, CancellationToken cancellationToken)
    {
        await _answered.Task;
        return HandlerResult.Handled;
    }

    Task IMessageQueue.RetryAfterAsync(ReceivedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        _kept.Writer.TryWrite(delay);
        return Task.CompletedTask;
    }

    Task IMessageQueue.SendAsync(QueueName queue, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<IReadOnlyList<ReceivedMessage>> IMessageQueue.ReceiveAsync(
        QueueName queue, int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task IMessageQueue.CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task IMessageQueue.DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<IReadOnlyList<DeadLetter>> IMessageQueue.ListDeadLettersAsync(QueueName queue, int max, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private static AgentCommand Command() => new()
    {
        Id = "cmd_1",
        ClusterId = "cl_1",
        InvestigationId = "inv_1",
        EntryNumber = 1,
        Queries = [],
        ExpiresAt = default,
        UploadUrl = new Uri("http://127.0.0.1:1"),
        UploadKey = "k",
    };

    private static ReceivedMessage Delivery() =>
        new() { Queue = Queues.Commands("cl_1"), Id = "m", ReceiptHandle = "r", Body = "{}", ReceiveCount = 1 };
}
