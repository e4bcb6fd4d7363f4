using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

/// <summary>The state that a process finds after a crash of the one before.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_message_that_an_ended_process_had_taken_is_ready_at_once_and_its_delivery_outdated()
    {
        ReceivedMessage taken;
        await using (var store = Open())
        {
            await SendAsync(store, "first", "second");
            taken = await ReceiveAsync(store);
        }

        await using var next = Open();
        await next.Queue.CompleteAsync(taken, _cancel);
        var again = await ReceiveAsync(next);

        again.Body.ShouldBe("first");
        again.ReceiveCount.ShouldBe(2);
        await next.Queue.CompleteAsync(again, _cancel);
        (await ReceiveAsync(next)).Body.ShouldBe("second");
    }

    [Fact]
    public async Task A_message_that_was_never_taken_keeps_its_delay()
    {
        await using (var store = Open())
        {
            await store.Queue.SendAsync(Queues.Deadlines, [new OutgoingMessage { Body = "later", Delay = Visibility }], _cancel);
        }

        await using var next = Open();
        (await next.Queue.ReceiveAsync(Queues.Deadlines, 1, Visibility, TimeSpan.Zero, _cancel)).ShouldBeEmpty();
        _time.Advance(Visibility);
        (await next.Queue.ReceiveAsync(Queues.Deadlines, 1, Visibility, TimeSpan.Zero, _cancel)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_stalls_no_message()
    {
        var time = new WallClock();
        await using (var store = Open(time))
        {
            await SendAsync(store, "first", "second");
            time.Offset = -TimeSpan.FromHours(1);
            var first = await ReceiveAsync(store);
            first.Body.ShouldBe("first");
            await store.Queue.CompleteAsync(first, _cancel);
        }

        await using var next = Open(time);

        (await ReceiveAsync(next)).Body.ShouldBe("second");
    }

    private EmbeddedStore Open() => Open(_time);

    private EmbeddedStore Open(TimeProvider time) =>
        EmbeddedStore.Open(new EmbeddedOptions { DataFolder = _folder.FullPath, Time = time });

    private Task SendAsync(EmbeddedStore store, params string[] bodies) => store.Queue.SendAsync(
        Queues.Alerts, [.. bodies.Select(body => new OutgoingMessage { Body = body, GroupId = "g", DeduplicationId = body })], _cancel);

    private async Task<ReceivedMessage> ReceiveAsync(EmbeddedStore store) =>
        (await store.Queue.ReceiveAsync(Queues.Alerts, 10, Visibility, TimeSpan.Zero, _cancel)).ShouldHaveSingleItem();

    /// <summary>A clock whose wall time can be set back; its timestamps go on, as those of a machine do.</summary>
    private sealed class WallClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => TestClock.Start + Offset;
    }
}
