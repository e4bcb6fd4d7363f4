using OpsWorker.Core.Messaging;

namespace OpsWorker.Embedded.Tests;

public sealed class DeadLetterRetentionTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_letters_are_kept_for_fourteen_days()
    {
        var queue = await fixture.CreateQueueAsync(fifo: false);
        await DeadLetterAsync(queue, "first");

        await fixture.PassAsync(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        await DeadLetterAsync(queue, "second");
        await fixture.Retention.RemoveOldAsync(Cancel);
        (await BodiesAsync(queue)).ShouldBe(["first", "second"]);
        await fixture.PassAsync(TimeSpan.FromSeconds(1));
        await DeadLetterAsync(queue, "third");
        await fixture.Retention.RemoveOldAsync(Cancel);

        (await BodiesAsync(queue)).ShouldBe(["second", "third"]);
    }

    private async Task DeadLetterAsync(QueueName queue, string body)
    {
        await fixture.Queue.SendAsync(queue, [new OutgoingMessage { Body = body }], Cancel);
        var received = await fixture.Queue.ReceiveAsync(queue, 1, TimeSpan.FromSeconds(30), TimeSpan.Zero, Cancel);
        await fixture.Queue.DeadLetterAsync(received.ShouldHaveSingleItem(), "no", Cancel);
    }

    private async Task<IEnumerable<string>> BodiesAsync(QueueName queue) =>
        (await fixture.Queue.ListDeadLettersAsync(queue, 10, Cancel)).Select(l => l.Body);
}
