using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Embedded.Tests;

public sealed class DeliveryOrderTests : IAsyncLifetime
{
    private static readonly TimeSpan Visibility = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private int _sent;
    private EmbeddedStore _store = null!;

    public ValueTask InitializeAsync()
    {
        _store = EmbeddedStore.Open(
            new EmbeddedOptions { DataFolder = _folder.File("data"), Time = _time, MaxWaitingAlerts = 200 });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_critical_message_is_delivered_before_all_that_wait()
    {
        await SendAsync(100, priority: 1, "a");
        await SendAsync(1, priority: 3, "a");

        (await TakeAsync(1)).ShouldBe(["3a"]);
    }

    [Fact]
    public async Task One_of_ten_is_the_oldest_whatever_its_priority()
    {
        await SendAsync(5, priority: 0, "a");
        await SendAsync(50, priority: 3, "a");

        (await TakeAsync(20)).Count(message => message == "0a").ShouldBe(2);
    }

    [Fact]
    public async Task Lanes_of_one_priority_have_their_turns()
    {
        await SendAsync(90, priority: 1, "noisy");
        await SendAsync(3, priority: 1, "b");
        await SendAsync(3, priority: 1, "c");

        var taken = await TakeAsync(9);

        taken.GroupBy(message => message).Select(group => (group.Key, group.Count()))
            .ShouldBe([("1b", 3), ("1c", 3), ("1noisy", 3)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_higher_priority_does_not_overtake_its_own_group()
    {
        await SendAsync(1, priority: 0, "a", group: "g");
        await SendAsync(1, priority: 3, "a", group: "g");

        (await TakeAsync(1)).ShouldBe(["0a"]);
        (await TakeAsync(1)).ShouldBe(["3a"]);
    }

    [Fact]
    public async Task Beyond_the_limit_alerts_are_refused_until_some_are_handled()
    {
        await SendAsync(200, priority: 1, "a");
        _time.Advance(TimeSpan.FromSeconds(10));

        var refusal = await Should.ThrowAsync<StoreUnavailableException>(() => SendAsync(1, priority: 3, "a"));
        refusal.Message.ShouldBe("200 alerts wait to be handled, the oldest for 10 s. Send again later.");
        (await _store.AlertBacklog.ReadAsync(_cancel)).ShouldBe(new QueueBacklog(200, TimeSpan.FromSeconds(10)));

        await TakeAsync(1);
        _time.Advance(TimeSpan.FromSeconds(10));
        await SendAsync(1, priority: 3, "a");
    }

    [Fact]
    public async Task An_empty_queue_has_no_age() =>
        (await _store.AlertBacklog.ReadAsync(_cancel)).ShouldBe(new QueueBacklog(0, TimeSpan.Zero));

    private async Task SendAsync(int count, int priority, string lane, string? group = null)
    {
        for (var i = 0; i < count; i++)
        {
            var id = (++_sent).ToString(CultureInfo.InvariantCulture);
            await _store.Queue.SendAsync(
                Queues.Alerts,
                [
                    new OutgoingMessage
                    {
                        Body = $"{priority}{lane}",
                        GroupId = group ?? id,
                        DeduplicationId = id,
                        Priority = priority,
                        Lane = lane,
                    },
                ],
                _cancel);
        }
    }

    private async Task<List<string>> TakeAsync(int count)
    {
        var taken = new List<string>();
        while (taken.Count < count)
        {
            var messages = await _store.Queue.ReceiveAsync(Queues.Alerts, 1, Visibility, TimeSpan.Zero, _cancel);
            var message = messages.ShouldHaveSingleItem();
            taken.Add(message.Body);
            await _store.Queue.CompleteAsync(message, _cancel);
        }

        return taken;
    }
}
