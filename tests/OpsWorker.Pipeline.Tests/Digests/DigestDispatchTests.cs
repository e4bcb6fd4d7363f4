using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core.Digests;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Digests;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Digests;

public sealed class DigestDispatchTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public async Task A_digest_is_sent_once_a_day_however_often_the_schedule_fires()
    {
        await using var world = await DigestWorld.StartAsync();

        await world.PassAsync(5 * Hour);
        world.Sent.ShouldBeEmpty();
        for (var i = 0; i < 8; i++) await world.PassAsync(TimeSpan.FromMinutes(15));
        world.Sent.ShouldHaveSingleItem().Date.ShouldBe(Today);

        await world.PassAsync(24 * Hour);
        world.Sent.Select(digest => digest.Date).ShouldBe([Today, Today.AddDays(1)]);
        world.Sent[1].Period.From.ShouldBe(world.Sent[0].Period.To);
    }

    [Fact]
    public async Task An_hour_that_was_missed_is_made_up_for_within_the_day_and_not_after_it()
    {
        await using var world = await DigestWorld.StartAsync();

        await world.PassAsync(20 * Hour);
        world.Sent.ShouldHaveSingleItem().Date.ShouldBe(Today);

        await world.PassAsync(48 * Hour);
        world.Sent.Select(digest => digest.Date).ShouldBe([Today, Today.AddDays(2)]);
    }

    [Fact]
    public async Task The_hour_is_that_of_the_organisation()
    {
        await using var world = await DigestWorld.StartAsync("Asia/Tokyo");

        // Nine o'clock in Tokyo was three hours ago.
        await world.PassAsync(TimeSpan.Zero);

        world.Sent.ShouldHaveSingleItem().TimeZone.ShouldBe("Asia/Tokyo");
        await world.PassAsync(20 * Hour);
        world.Sent.Count.ShouldBe(1);
        await world.PassAsync(Hour);
        world.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Many_who_find_it_due_at_the_same_time_make_one_message()
    {
        await using var world = await DigestWorld.StartAsync();
        world.World.Time.Advance(7 * Hour);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Dispatcher.RunAsync(CancellationToken.None))));
        await world.HandleAsync();
        await world.PassAsync(Hour);

        world.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_sends_nothing()
    {
        await using var world = await DigestWorld.StartAsync();
        await world.PassAsync(7 * Hour);

        await HandleAsync(world, Today);

        world.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_digest_whose_answer_was_lost_is_found_and_not_sent_again()
    {
        await using var world = await DigestWorld.StartAsync();
        world.LosesAnswer = true;
        await world.PassAsync(7 * Hour);

        world.World.Time.Advance(Hour);
        await world.HandleAsync();

        world.Sent.Count.ShouldBe(1);
        (await world.World.Store.Notifications.GetAsync(
            world.Organisation.Id, Digest.IdOf(world.Organisation.Id, Today), "test", CancellationToken.None))!.Message.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_has_to_wait_is_sent_later_but_not_on_another_day()
    {
        await using var world = await DigestWorld.StartAsync();
        world.Results.Enqueue(new NotifierResult.RetryAfter(Hour, "busy"));
        await world.PassAsync(7 * Hour);
        world.Sent.ShouldBeEmpty();
        await world.PassAsync(Hour);
        world.Sent.Count.ShouldBe(1);

        world.Results.Enqueue(new NotifierResult.RetryAfter(11 * Hour, "down"));
        await world.PassAsync(24 * Hour);
        world.World.Time.Advance(16 * Hour);
        await world.HandleAsync();
        world.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_of_one_notifier_does_not_stop_the_others()
    {
        await using var world = await DigestWorld.StartAsync();
        world.World.Time.Advance(7 * Hour);
        world.Results.Enqueue(new NotifierResult.Rejected("no such channel"));

        // The first of the two is refused.
        var result = await HandleAsync(world, Today, world.HandlerOf(world, new Renamed(world)));

        result.ShouldBe(new HandlerResult.Reject("test: no such channel"));
        world.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_about_nobody_is_rejected()
    {
        await using var world = await DigestWorld.StartAsync();

        (await world.Handler.HandleAsync(
            new DigestDue(PipelineWorld.NewOrganisation(), Today), Deliveries.First(Queues.Notifications), CancellationToken.None))
            .ShouldBeOfType<HandlerResult.Reject>();
    }

    [Fact]
    public async Task A_crash_at_any_effect_loses_and_doubles_nothing()
    {
        for (var effect = 1; effect <= 8; effect++)
        {
            await using var world = await DigestWorld.StartAsync();
            world.World.Time.Advance(7 * Hour);
            world.World.Effects.CrashAt(effect);

            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await world.PassAsync(TimeSpan.FromMinutes(15));
                }
                catch (Exception e) when (e is CrashException or ShouldAssertException)
                {
                    // The schedule fires again, and the message is delivered again.
                }
            }

            world.Sent.Count.ShouldBe(1, $"effect {effect} failed");
        }
    }

    [Fact]
    public async Task The_queue_carries_digests_beside_incidents_and_nothing_that_is_neither()
    {
        await using var world = await DigestWorld.StartAsync();
        world.World.Time.Advance(7 * Hour);
        var store = world.World.Store;
        var incidents = new IncidentChangedHandler(
            store.Incidents,
            new IncidentViewReader(store.Investigations, store.Journal, world.World.Time),
            store.Notifications,
            new CurrentNotifiers(TeamNotifiers.None),
            new NotificationDelivery(store.Notifications, world.World.Time, NullLogger<NotificationDelivery>.Instance));
        var handler = new NotificationMessageHandler(incidents, world.Handler);

        (await Handle(new NotificationMessage(world.Organisation.Id, DigestDate: Today))).ShouldBe(HandlerResult.Handled);
        (await Handle(new NotificationMessage(world.Organisation.Id, IncidentId: "inc_0"))).ShouldBe(
            new HandlerResult.Reject("There is no incident inc_0."));
        (await Handle(new NotificationMessage(world.Organisation.Id))).ShouldBeOfType<HandlerResult.Reject>();
        (await Handle(new NotificationMessage(world.Organisation.Id, "inc_0", Today))).ShouldBeOfType<HandlerResult.Reject>();
        world.Sent.Count.ShouldBe(1);

        Task<HandlerResult> Handle(NotificationMessage message) =>
            handler.HandleAsync(message, Deliveries.First(Queues.Notifications), CancellationToken.None);
    }

    private static Task<HandlerResult> HandleAsync(DigestWorld world, DateOnly date, DigestDueHandler? handler = null) =>
        (handler ?? world.Handler).HandleAsync(
            new DigestDue(world.Organisation.Id, date), Deliveries.First(Queues.Notifications), CancellationToken.None);

    /// <summary>The same people by another name.</summary>
    private sealed class Renamed(IDigestNotifier inner) : IDigestNotifier
    {
        public string Name => "another";

        public Task<NotifierResult> SendAsync(Digest digest, CancellationToken cancellationToken) =>
            inner.SendAsync(digest, cancellationToken);

        public Task<MessageReference?> FindAsync(Digest digest, DateTimeOffset since, CancellationToken cancellationToken) =>
            inner.FindAsync(digest, since, cancellationToken);
    }
}
