using OpsWorker.Core.Messaging;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>The limits on messages, and receives that wait for messages.</summary>
public abstract partial class MessageQueueContract
{
    private static readonly OutgoingMessage Fifo = new() { Body = "{}", GroupId = "a", DeduplicationId = "d" };

    private static readonly OutgoingMessage Standard = new() { Body = "{}" };

    public static TheoryData<string, bool, OutgoingMessage> Refused() => new()
    {
        { "empty body", false, Standard with { Body = "" } },
        { "too large", false, Standard with { Body = new string('x', OutgoingMessage.MaxBodyBytes + 1) } },
        { "too large in bytes", false, Standard with { Body = new string('é', (OutgoingMessage.MaxBodyBytes / 2) + 1) } },
        { "group on a standard queue", false, Standard with { GroupId = "a" } },
        { "deduplication on a standard queue", false, Standard with { DeduplicationId = "d" } },
        { "delay too long", false, Standard with { Delay = OutgoingMessage.MaxDelay + TimeSpan.FromSeconds(1) } },
        { "negative delay", false, Standard with { Delay = TimeSpan.FromSeconds(-1) } },
        { "no group", true, Fifo with { GroupId = null } },
        { "empty group", true, Fifo with { GroupId = "" } },
        { "no deduplication", true, Fifo with { DeduplicationId = null } },
        { "long deduplication", true, Fifo with { DeduplicationId = new string('d', OutgoingMessage.MaxIdLength + 1) } },
        { "delay on a FIFO queue", true, Fifo with { Delay = TimeSpan.FromSeconds(1) } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task A_message_that_breaks_a_limit_is_refused_with_its_whole_batch(string what, bool fifo, OutgoingMessage message)
    {
        var queue = await Fixture.CreateQueueAsync(fifo);
        var good = (fifo ? Fifo : Standard) with { Body = what };

        await Should.ThrowAsync<ArgumentException>(() => Queue.SendAsync(queue, [good, message], Cancel));

        await ShouldGiveNothingAsync(queue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task A_batch_has_from_one_to_ten_messages(int count)
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);

        await Should.ThrowAsync<ArgumentException>(
            () => Queue.SendAsync(queue, [.. Enumerable.Repeat(Standard, count)], Cancel));

        await ShouldGiveNothingAsync(queue);
    }

    [Fact]
    public async Task A_call_receives_from_one_to_ten_messages_and_waits_twenty_seconds_at_most()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        Task Receive(int max, int waitSeconds) =>
            Queue.ReceiveAsync(queue, max, Visibility, TimeSpan.FromSeconds(waitSeconds), Cancel);

        await Should.ThrowAsync<ArgumentException>(() => Receive(0, 0));
        await Should.ThrowAsync<ArgumentException>(() => Receive(11, 0));
        await Should.ThrowAsync<ArgumentException>(() => Receive(1, 21));
        await Should.ThrowAsync<ArgumentException>(() => Receive(1, -1));
    }

    [Fact]
    public async Task No_more_messages_are_received_than_asked_for()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, "1", "2", "3", "4", "5");

        var messages = await Queue.ReceiveAsync(queue, 3, Visibility, TimeSpan.Zero, Cancel);

        messages.Count.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task A_waiting_receiver_gets_what_is_sent_meanwhile()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        var receiving = Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.FromSeconds(20), Cancel);

        await SendAsync(queue, "1");

        (await receiving.WaitAsync(Patience, Cancel)).ShouldHaveSingleItem().Body.ShouldBe("1");
    }

    [Fact]
    public async Task A_waiting_receiver_gets_what_becomes_visible_meanwhile()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        await SendAsync(queue, "1");
        await ReceiveOneAsync(queue, Short);
        var receiving = Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.FromSeconds(20), Cancel);

        await PassUntilDoneAsync(receiving);

        (await receiving).ShouldHaveSingleItem().ReceiveCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_waiting_receiver_gets_the_next_of_a_group_once_the_first_is_done()
    {
        Assert.SkipUnless(Fixture.WaitersSeeFreedGroups, nameof(Fixture.WaitersSeeFreedGroups));
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        await SendFifoAsync(queue, "a", "1");
        await SendFifoAsync(queue, "a", "2");
        var first = await ReceiveOneAsync(queue);
        var receiving = Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.FromSeconds(20), Cancel);

        await Queue.CompleteAsync(first, Cancel);

        (await receiving.WaitAsync(Patience, Cancel)).ShouldHaveSingleItem().Body.ShouldBe("2");
    }

    [Fact]
    public async Task A_wait_in_vain_ends_when_its_time_is_up()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        var receiving = Queue.ReceiveAsync(queue, 1, Visibility, Short, Cancel);

        await PassUntilDoneAsync(receiving);

        (await receiving).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var receiving = Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.FromSeconds(20), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => receiving.WaitAsync(Patience, Cancel));
    }

    /// <summary>The clock may be moved before the receiver has set its timer by it; it then waits for as long again.</summary>
    private async Task PassUntilDoneAsync(Task receiving)
    {
        while (!receiving.IsCompleted)
        {
            await Fixture.PassAsync(Short);
            await Task.Yield();
        }
    }
}
