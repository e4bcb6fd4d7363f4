using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>Order within groups, and deduplication.</summary>
public abstract partial class MessageQueueContract
{
    [Fact]
    public async Task Messages_of_a_group_come_in_order_of_sending()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        for (var i = 0; i < 12; i++) await SendFifoAsync(queue, "a", $"{i}");

        (await DrainAsync(queue)).Select(m => m.Body).ShouldBe(Enumerable.Range(0, 12).Select(i => $"{i}"));
    }

    [Fact]
    public async Task A_message_knows_its_group()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "inc_1", "1");

        (await ReceiveOneAsync(queue)).GroupId.ShouldBe("inc_1");
    }

    [Fact]
    public async Task A_group_waits_for_its_message_in_flight_and_others_do_not()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "a1");
        var first = await ReceiveOneAsync(queue);
        await SendFifoAsync(queue, "a", "a2");
        await SendFifoAsync(queue, "b", "b1");

        (await ReceiveOneAsync(queue)).Body.ShouldBe("b1");
        await ShouldGiveNothingAsync(queue);
        await Queue.CompleteAsync(first, Cancel);

        (await ReceiveOneAsync(queue)).Body.ShouldBe("a2");
    }

    [Fact]
    public async Task A_message_that_is_tried_again_stays_the_first_of_its_group()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "a1");
        await SendFifoAsync(queue, "a", "a2");

        await Queue.RetryAfterAsync(await ReceiveOneAsync(queue), Short, Cancel);
        await ShouldGiveNothingAsync(queue);
        await Fixture.PassAsync(Short);

        (await ReceiveOneAsync(queue)).Body.ShouldBe("a1");
    }

    [Fact]
    public async Task A_message_whose_time_is_up_stays_the_first_of_its_group()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "a1");
        await SendFifoAsync(queue, "a", "a2");

        await ReceiveOneAsync(queue, Short);
        await Fixture.PassAsync(Short);

        (await ReceiveOneAsync(queue)).Body.ShouldBe("a1");
    }

    [Fact]
    public async Task A_group_goes_on_after_a_dead_letter()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "a1");
        await SendFifoAsync(queue, "a", "a2");

        await Queue.DeadLetterAsync(await ReceiveOneAsync(queue), "no", Cancel);

        (await ReceiveOneAsync(queue)).Body.ShouldBe("a2");
        (await Queue.ListDeadLettersAsync(queue, 10, Cancel)).ShouldHaveSingleItem().Body.ShouldBe("a1");
    }

    [Fact]
    public async Task An_outdated_delivery_changes_nothing()
    {
        Assert.SkipUnless(Fixture.KnowsOutdatedDeliveries, nameof(Fixture.KnowsOutdatedDeliveries));
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "1");
        var outdated = await ReceiveOneAsync(queue, Short);
        await Fixture.PassAsync(Short);
        var current = await ReceiveOneAsync(queue);

        await Queue.CompleteAsync(outdated, Cancel);
        await Queue.DeadLetterAsync(outdated, "no", Cancel);
        await Queue.RetryAfterAsync(outdated, TimeSpan.Zero, Cancel);

        await ShouldGiveNothingAsync(queue);
        (await Queue.ListDeadLettersAsync(queue, 10, Cancel)).ShouldBeEmpty();
        await Queue.RetryAfterAsync(current, TimeSpan.Zero, Cancel);
        (await ReceiveOneAsync(queue)).ReceiveCount.ShouldBe(3);
    }

    [Fact]
    public async Task A_deduplication_id_is_delivered_once_within_five_minutes()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "first", "d1");
        await SendFifoAsync(queue, "a", "again", "d1");
        await SendFifoAsync(queue, "b", "in another group", "d1");

        var message = await ReceiveOneAsync(queue);
        message.Body.ShouldBe("first");
        await Queue.CompleteAsync(message, Cancel);
        Assert.SkipUnless(Fixture.RemembersDeduplicationOfCompleted, nameof(Fixture.RemembersDeduplicationOfCompleted));
        await SendFifoAsync(queue, "a", "after completion", "d1");

        await ShouldGiveNothingAsync(queue);
    }

    [Fact]
    public async Task A_deduplication_id_counts_in_its_queue_only()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        var other = await Fixture.CreateQueueAsync(fifo: true);

        await SendFifoAsync(queue, "a", "1", "d1");
        await SendFifoAsync(other, "a", "2", "d1");

        (await ReceiveOneAsync(queue)).Body.ShouldBe("1");
        (await ReceiveOneAsync(other)).Body.ShouldBe("2");
    }

    [Fact]
    public async Task A_deduplication_id_is_free_after_five_minutes()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "first", "d1");
        await Queue.CompleteAsync(await ReceiveOneAsync(queue), Cancel);

        await Fixture.PassAsync(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await SendFifoAsync(queue, "a", "too early", "d1");
        await ShouldGiveNothingAsync(queue);
        await Fixture.PassAsync(TimeSpan.FromSeconds(1));
        await SendFifoAsync(queue, "a", "second", "d1");

        (await ReceiveOneAsync(queue)).Body.ShouldBe("second");
    }

    [Fact]
    public async Task Of_parallel_sends_with_one_deduplication_id_one_is_delivered()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => SendFifoAsync(queue, "a", $"{i}", "d1"))));

        (await DrainAsync(queue)).Count.ShouldBe(1);
    }

    private Task SendFifoAsync(QueueName queue, string group, string body, string? deduplicationId = null)
    {
        var id = deduplicationId ?? Identifier.New("d");
        return Queue.SendAsync(queue, [new OutgoingMessage { Body = body, GroupId = group, DeduplicationId = id }], Cancel);
    }
}
