using OpsWorker.Core.Messaging;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>The rules for every queue and for standard queues; the other half of the class covers FIFO queues.</summary>
public abstract partial class MessageQueueContract(ContractFixture fixture) : PortContract<IMessageQueue>(fixture)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    /// <summary>Longer than any answer takes, so that a test that would hang fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private IMessageQueue Queue => Fixture.Queue;

    [Theory]
    [InlineData("{}")]
    [InlineData(Samples.Unicode)]
    public async Task What_is_sent_is_received(string body)
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);

        await SendAsync(queue, body);

        var message = await ReceiveOneAsync(queue);
        message.Body.ShouldBe(body);
        message.Queue.ShouldBe(queue);
        message.Id.ShouldNotBeNullOrEmpty();
        message.ReceiptHandle.ShouldNotBeNullOrEmpty();
        message.ReceiveCount.ShouldBe(1);
        message.GroupId.ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_queue_gives_nothing() =>
        await ShouldGiveNothingAsync(await Fixture.CreateQueueAsync(fifo: false));

    [Fact]
    public async Task Messages_of_one_queue_are_not_received_from_another()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        var other = await Fixture.CreateQueueAsync(fifo: false);

        await SendAsync(queue, "1");

        await ShouldGiveNothingAsync(other);
        (await ReceiveOneAsync(queue)).Body.ShouldBe("1");
    }

    [Fact]
    public async Task A_body_of_the_largest_size_arrives_whole()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        var body = string.Concat(Enumerable.Repeat("é", OutgoingMessage.MaxBodyBytes / 2));

        await SendAsync(queue, body);

        (await ReceiveOneAsync(queue)).Body.Equals(body, StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task A_received_message_is_invisible_until_its_time_is_up()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, "1");

        var first = await ReceiveOneAsync(queue, Short);
        await ShouldGiveNothingAsync(queue);
        await Fixture.PassAsync(Short);
        var second = await ReceiveOneAsync(queue);

        second.Id.ShouldBe(first.Id);
        second.ReceiveCount.ShouldBe(2);
        second.ReceiptHandle.ShouldNotBe(first.ReceiptHandle);
    }

    [Fact]
    public async Task A_completed_message_never_comes_again()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, "1");
        var message = await ReceiveOneAsync(queue, Short);

        await Queue.CompleteAsync(message, Cancel);
        await Queue.CompleteAsync(message, Cancel);
        await Fixture.PassAsync(Short);

        await ShouldGiveNothingAsync(queue);
    }

    [Fact]
    public async Task A_message_is_visible_again_after_the_delay_of_a_retry()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, "1");

        await Queue.RetryAfterAsync(await ReceiveOneAsync(queue), Short, Cancel);
        await ShouldGiveNothingAsync(queue);
        await Fixture.PassAsync(Short);

        (await ReceiveOneAsync(queue)).ReceiveCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_retry_at_once_is_visible_at_once()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, "1");

        await Queue.RetryAfterAsync(await ReceiveOneAsync(queue), TimeSpan.Zero, Cancel);

        (await ReceiveOneAsync(queue)).ReceiveCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_handler_that_works_keeps_its_message_invisible()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, "1");
        var message = await ReceiveOneAsync(queue, Short);

        await Queue.RetryAfterAsync(message, Visibility, Cancel);
        await Fixture.PassAsync(Short);

        await ShouldGiveNothingAsync(queue);
        await Queue.CompleteAsync(message, Cancel);
        await ShouldGiveNothingAsync(queue);
    }

    [Fact]
    public async Task A_delayed_message_comes_when_its_delay_is_over()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await Queue.SendAsync(queue, [new OutgoingMessage { Body = "later", Delay = Short }], Cancel);

        await ShouldGiveNothingAsync(queue);
        await Fixture.PassAsync(Short);

        (await ReceiveOneAsync(queue)).ReceiveCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_dead_letter_is_kept_with_its_reason_and_never_delivered()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, Samples.Unicode);
        var message = await ReceiveOneAsync(queue, Short);

        await Queue.DeadLetterAsync(message, "cannot be read", Cancel);
        await Fixture.PassAsync(Short);

        await ShouldGiveNothingAsync(queue);
        for (var look = 0; look < 2; look++)
        {
            var letter = (await Queue.ListDeadLettersAsync(queue, 10, Cancel)).ShouldHaveSingleItem();
            letter.Body.ShouldBe(Samples.Unicode);
            letter.Reason.ShouldBe("cannot be read");
            letter.At.ShouldBeInRange(Fixture.Time.GetUtcNow().AddMinutes(-1), Fixture.Time.GetUtcNow().AddMinutes(1));
        }
    }

    [Fact]
    public async Task Dead_letters_are_listed_oldest_first()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        for (var i = 0; i < 4; i++)
        {
            await SendAsync(queue, $"{i}");
            await Queue.DeadLetterAsync(await ReceiveOneAsync(queue), "no", Cancel);
            if (Fixture.ManualClock is not null) await Fixture.PassAsync(TimeSpan.FromSeconds(1));
        }

        (await Queue.ListDeadLettersAsync(queue, 10, Cancel)).Select(l => l.Body).ShouldBe(["0", "1", "2", "3"]);
        (await Queue.ListDeadLettersAsync(queue, 2, Cancel)).Select(l => l.Body).ShouldBe(["0", "1"]);
    }

    [Fact]
    public async Task Each_message_is_received_by_one_of_many_receivers()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        var bodies = Enumerable.Range(0, 60).Select(i => $"{i}").ToList();
        await Task.WhenAll(bodies.Chunk(10).Select(b => Queue.SendAsync(queue, Messages(b), Cancel)));

        var received = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => DrainAsync(queue))));

        received.SelectMany(r => r).Select(m => m.Body).ShouldBe(bodies, ignoreOrder: true);
    }

    private static OutgoingMessage[] Messages(IEnumerable<string> bodies) =>
        [.. bodies.Select(b => new OutgoingMessage { Body = b })];

    private Task SendAsync(QueueName queue, params string[] bodies) => Queue.SendAsync(queue, Messages(bodies), Cancel);

    private async Task<ReceivedMessage> ReceiveOneAsync(QueueName queue, TimeSpan? visibility = null)
    {
        var wait = TimeSpan.FromSeconds(5);
        var messages = await Queue.ReceiveAsync(queue, 1, visibility ?? Visibility, wait, Cancel).WaitAsync(Patience, Cancel);
        return messages.ShouldHaveSingleItem();
    }

    private async Task ShouldGiveNothingAsync(QueueName queue) =>
        (await Queue.ReceiveAsync(queue, 10, Visibility, TimeSpan.Zero, Cancel)).ShouldBeEmpty();

    private async Task<List<ReceivedMessage>> DrainAsync(QueueName queue)
    {
        var all = new List<ReceivedMessage>();
        while (await Queue.ReceiveAsync(queue, 3, Visibility, TimeSpan.Zero, Cancel) is { Count: > 0 } messages)
        {
            all.AddRange(messages);
            foreach (var message in messages) await Queue.CompleteAsync(message, Cancel);
        }

        return all;
    }
}
