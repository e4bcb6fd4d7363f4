using OpsWorker.Core.Messaging;

namespace OpsWorker.Embedded.Tests;

public sealed class CommandRetentionTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_that_nobody_fetched_within_an_hour_are_removed_and_nothing_else()
    {
        var commands = Queues.Commands("cl_away");
        var other = await fixture.CreateQueueAsync(fifo: false);
        await SendAsync(commands, "old");
        await SendAsync(other, "old");
        await fixture.PassAsync(TimeSpan.FromMinutes(59));
        await SendAsync(commands, "new");
        await RemoveAsync();
        (await BodiesAsync(commands)).ShouldBe(["old", "new"]);

        await fixture.PassAsync(TimeSpan.FromHours(1));
        await SendAsync(commands, "newest");
        await RemoveAsync();

        (await BodiesAsync(commands)).ShouldBe(["newest"]);
        (await BodiesAsync(other)).ShouldBe(["old"]);
    }

    private Task RemoveAsync() => fixture.AgentQueues.RemoveExpiredCommandsAsync(Cancel);

    private Task SendAsync(QueueName queue, string body) => fixture.Queue.SendAsync(queue, [new OutgoingMessage { Body = body }], Cancel);

    // Seen and given back at once.
    private async Task<IEnumerable<string>> BodiesAsync(QueueName queue) =>
        (await fixture.Queue.ReceiveAsync(queue, 10, TimeSpan.Zero, TimeSpan.Zero, Cancel)).Select(m => m.Body);
}
