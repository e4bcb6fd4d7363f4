using CsCheck;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

/// <summary>Random histories of a queue, step by step beside the model.</summary>
public sealed class QueueModelTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>
{
    private const int Histories = 60;
    private const int MaxSteps = 60;

    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(20);

    private static readonly Gen<Step> Steps = Gen.OneOf(
        from number in Gen.Int[0, 2] from id in Gen.Int[0, 30] select new Step(StepKind.Send, number, id),
        from max in Gen.Int[1, 4] select new Step(StepKind.Receive, max, 0),
        from which in Gen.Int[0, 20] select new Step(StepKind.Complete, which, 0),
        from which in Gen.Int[0, 20] from seconds in Gen.Int[0, 30] select new Step(StepKind.Retry, which, seconds),
        from which in Gen.Int[0, 20] select new Step(StepKind.DeadLetter, which, 0),
        from seconds in Gen.Int[1, 120] select new Step(StepKind.Pass, seconds, 0));

    private enum StepKind
    {
        Send,
        Receive,
        Complete,
        Retry,
        DeadLetter,
        Pass,
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_queue_behaves_like_its_model(bool fifo) =>
        Steps.List[0, MaxSteps].HoldsAsync(steps => RunAsync(fifo, steps), iter: Histories, threads: 1);

    private async Task RunAsync(bool fifo, IReadOnlyCollection<Step> steps)
    {
        var history = new History(fixture, await fixture.CreateQueueAsync(fifo));
        foreach (var step in steps) await history.DoAsync(step);
        await history.ShouldHoldTheSameDeadLettersAsync();
    }

    private sealed record Step(StepKind Kind, int Number, int Other);

    private sealed class History(EmbeddedFixture fixture, QueueName queue)
    {
        private readonly QueueModel _model = new(queue.IsFifo);
        private readonly List<ReceivedMessage> _deliveries = [];
        private int _sent;

        private DateTimeOffset Now => fixture.Time.GetUtcNow();

        public Task DoAsync(Step step) => step.Kind switch
        {
            StepKind.Send => SendAsync($"group-{step.Number}", $"id-{step.Other}", TimeSpan.FromSeconds(step.Other)),
            StepKind.Receive => ReceiveAsync(step.Number),
            StepKind.Pass => fixture.PassAsync(TimeSpan.FromSeconds(step.Number)),
            _ when _deliveries.Count == 0 => Task.CompletedTask,
            _ => ChangeAsync(step, _deliveries[step.Number % _deliveries.Count]),
        };

        public async Task ShouldHoldTheSameDeadLettersAsync() =>
            (await fixture.Queue.ListDeadLettersAsync(queue, 1000, CancellationToken.None))
                .Select(l => l.Body).ShouldBe(_model.DeadLetters);

        private async Task SendAsync(string group, string id, TimeSpan delay)
        {
            var body = $"{_sent++}";
            var message = queue.IsFifo
                ? new OutgoingMessage { Body = body, GroupId = group, DeduplicationId = id }
                : new OutgoingMessage { Body = body, Delay = delay };
            await fixture.Queue.SendAsync(queue, [message], CancellationToken.None);
            _model.Send(body, group, id, message.Delay, Now);
        }

        private async Task ReceiveAsync(int max)
        {
            var received = await fixture.Queue.ReceiveAsync(queue, max, Visibility, TimeSpan.Zero, CancellationToken.None);
            var receivable = _model.Receivable(Now);

            received.Count.ShouldBe(Math.Min(max, receivable.Count));
            foreach (var message in received)
            {
                var expected = receivable.Single(m => m.Body == message.Body);
                receivable.Remove(expected);
                message.GroupId.ShouldBe(expected.Group);
                message.ReceiveCount.ShouldBe(++expected.ReceiveCount);
                expected.Receipt = message.ReceiptHandle;
                expected.VisibleAt = Now + Visibility;
                _deliveries.Add(message);
            }
        }

        private async Task ChangeAsync(Step step, ReceivedMessage delivery)
        {
            var message = _model.Messages.SingleOrDefault(m => m.Receipt == delivery.ReceiptHandle);
            switch (step.Kind)
            {
                case StepKind.Complete:
                    await fixture.Queue.CompleteAsync(delivery, CancellationToken.None);
                    break;
                case StepKind.DeadLetter:
                    await fixture.Queue.DeadLetterAsync(delivery, "no", CancellationToken.None);
                    if (message is not null) _model.DeadLetters.Add(message.Body);
                    break;
                default:
                    await fixture.Queue.RetryAfterAsync(delivery, TimeSpan.FromSeconds(step.Other), CancellationToken.None);
                    if (message is not null) message.VisibleAt = Now + TimeSpan.FromSeconds(step.Other);
                    return;
            }

            if (message is not null) _model.Messages.Remove(message);
        }
    }
}
