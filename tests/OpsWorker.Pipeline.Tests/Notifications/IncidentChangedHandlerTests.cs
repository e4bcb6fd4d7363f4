using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Notifications;

public sealed class IncidentChangedHandlerTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private const string Post = "chat.postMessage";
    private const string Update = "chat.update";
    private const string History = "conversations.history";

    [Fact]
    public async Task An_incident_has_one_message_that_is_edited_as_things_change()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        await fixture.ChangedAsync();
        await fixture.Drive.FinishAsync();
        await fixture.ChangedAsync();
        await fixture.ResolveAsync();
        await fixture.ChangedAsync();

        fixture.TheMessage().Edits.ShouldBe(2);
        fixture.TheMessage().BlockText.ShouldContain(TinyCluster.Image);
        fixture.Slack.Requests.ShouldBe([Post, Update, Update]);
    }

    [Fact]
    public async Task What_is_shown_already_is_not_sent_again()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        for (var i = 0; i < 3; i++) (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);
        await fixture.Drive.FinishAsync();
        for (var i = 0; i < 3; i++) (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);

        fixture.Slack.Requests.ShouldBe([Post, Update]);
    }

    [Fact]
    public async Task News_that_come_late_show_how_things_stand_now()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        await fixture.Drive.FinishAsync();
        await fixture.ResolveAsync();
        for (var i = 0; i < 3; i++) await fixture.ChangedAsync();

        fixture.Slack.Requests.ShouldBe([Post]);
        fixture.TheMessage().BlockText.ShouldContain(TinyCluster.Image);
    }

    [Theory]
    [InlineData(Post)]
    [InlineData(Update)]
    public async Task A_message_whose_answer_was_lost_is_found_and_not_sent_twice(string method)
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        if (method == Update)
        {
            await fixture.ChangedAsync();
            await fixture.Drive.FinishAsync();
        }

        fixture.Slack.FailNext(method, new SlackFault.AnswerLost());
        (await fixture.ChangedAsync()).ShouldBeOfType<HandlerResult.RetryAfter>();
        (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);

        fixture.TheMessage();
        fixture.Slack.Requests.Count(r => r == Post).ShouldBe(1);
    }

    [Fact]
    public async Task While_it_cannot_be_seen_whether_a_message_was_sent_none_is_sent()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        fixture.Slack.FailNext(Post, new SlackFault.AnswerLost());
        fixture.Slack.FailNext(History, new SlackFault.RateLimited(30));

        await fixture.ChangedAsync();
        (await fixture.ChangedAsync()).ShouldBe(new HandlerResult.RetryAfter(TimeSpan.FromSeconds(30)));
        world.Time.Advance(TimeSpan.FromSeconds(30));
        (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);

        fixture.TheMessage();
        fixture.Slack.Requests.Count(r => r == Post).ShouldBe(1);
    }

    [Fact]
    public async Task A_first_message_that_another_delivery_is_sending_is_not_sent_beside_it()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        HandlerResult? second = null;
        var first = new ScriptedNotifier(fixture.Notifier.Name, async view =>
        {
            second = await fixture.ChangedAsync();
            return await fixture.Notifier.SendAsync(view, CancellationToken.None);
        });

        (await fixture.ChangedAsync(fixture.HandlerOf(first))).ShouldBe(HandlerResult.Handled);

        second.ShouldBe(new HandlerResult.RetryAfter(NotificationDelivery.SendingTime));
        (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);
        fixture.TheMessage();
        fixture.Slack.Requests.ShouldBe([History, Post]);
    }

    [Fact]
    public async Task A_service_that_asks_to_wait_is_waited_for()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        fixture.Slack.FailNext(Post, new SlackFault.RateLimited(17));

        (await fixture.ChangedAsync()).ShouldBe(new HandlerResult.RetryAfter(TimeSpan.FromSeconds(17)));
        fixture.Slack.Messages.ShouldBeEmpty();
        world.Time.Advance(TimeSpan.FromSeconds(17));
        (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);
        fixture.TheMessage();
    }

    [Fact]
    public async Task A_message_that_was_certainly_not_sent_is_sent_without_looking_for_it()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        fixture.Slack.FailNext(Post, new SlackFault.RateLimited(17));
        await fixture.ChangedAsync();

        world.Time.Advance(TimeSpan.FromSeconds(17));
        await fixture.ChangedAsync();

        fixture.Slack.Requests.ShouldBe([Post, Post]);
    }

    [Fact]
    public async Task Edits_within_a_stage_are_spaced_and_the_next_one_shows_the_newest_state()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        await fixture.ChangedAsync();
        await fixture.RenameAsync("second title");

        (await fixture.ChangedAsync()).ShouldBe(new HandlerResult.RetryAfter(NotificationDelivery.EditInterval));
        await fixture.RenameAsync("third title");
        world.Time.Advance(NotificationDelivery.EditInterval);
        (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);

        fixture.TheMessage().Edits.ShouldBe(1);
        fixture.TheMessage().BlockText.ShouldContain("third title");
    }

    [Fact]
    public async Task A_message_that_is_refused_is_kept_with_the_dead_letters()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        await world.TakeAllAsync(Queues.Notifications, CoreJson.Default.IncidentChanged);
        fixture.Slack.FailNext(Post, new SlackFault.Error("channel_not_found"));
        await world.Store.Topic.PublishAsync(
            new IncidentChanged(fixture.Drive.Organisation, fixture.Incident.Id), Identifier.New("d"), CancellationToken.None);

        (await world.DeliverAsync(Queues.Notifications, fixture.Handler, CoreJson.Default.IncidentChanged)).ShouldBe(0);

        (await world.DeadLettersAsync(Queues.Notifications))[^1].Reason.ShouldStartWith("slack: ");
        fixture.Slack.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_incident_that_does_not_exist_is_rejected()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        var stranger = new IncidentChanged(PipelineWorld.NewOrganisation(), fixture.Incident.Id);

        var result = await fixture.Handler.HandleAsync(stranger, Deliveries.First(Queues.Notifications), CancellationToken.None);

        result.ShouldBe(new HandlerResult.Reject($"There is no incident {fixture.Incident.Id}."));
    }

    [Fact]
    public async Task A_notifier_that_fails_or_waits_does_not_keep_the_others_from_telling()
    {
        await using var fixture = await NotificationFixture.StartAsync(world);
        var broken = new ScriptedNotifier("broken", () => throw new TimeoutException("No answer."));
        var busy = new ScriptedNotifier("busy", () => new NotifierResult.RetryAfter(TimeSpan.FromMinutes(1), "busy"));
        var wrong = new ScriptedNotifier("wrong", () => new NotifierResult.Rejected("settings"));

        var all = fixture.HandlerOf(broken, busy, wrong, fixture.Notifier);
        (await Should.ThrowAsync<TimeoutException>(() => fixture.ChangedAsync(all))).Message.ShouldBe("No answer.");
        fixture.TheMessage();

        world.Time.Advance(NotificationDelivery.SendingTime);
        (await fixture.ChangedAsync(fixture.HandlerOf(wrong, busy, fixture.Notifier)))
            .ShouldBe(new HandlerResult.RetryAfter(TimeSpan.FromMinutes(1)));
        (await fixture.ChangedAsync(fixture.HandlerOf(wrong, fixture.Notifier))).ShouldBe(new HandlerResult.Reject("wrong: settings"));
        fixture.Slack.Requests.ShouldBe([Post]);
    }

    [Fact]
    public async Task A_crash_before_any_call_leads_to_one_message()
    {
        for (var call = 1; call <= 4; call++)
        {
            await using var fixture = await NotificationFixture.StartAsync(world);
            world.Effects.CrashAt(call);
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    (await fixture.ChangedAsync()).ShouldBe(HandlerResult.Handled);
                }
                catch (CrashException)
                {
                    // The message comes again, when its visibility timeout is over.
                    world.Time.Advance(NotificationDelivery.SendingTime);
                }
            }

            fixture.TheMessage();
            fixture.Slack.Requests.Count(r => r == Post).ShouldBe(1);
        }
    }

    private sealed class ScriptedNotifier(string name, Func<IncidentView, Task<NotifierResult>> send) : INotifier
    {
        public ScriptedNotifier(string name, Func<NotifierResult> send)
            : this(name, _ => Task.FromResult(send()))
        {
        }

        public string Name => name;

        public Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken) => send(view);

        public Task<NotifierResult> UpdateAsync(
            IncidentView view, MessageReference message, CancellationToken cancellationToken) => send(view);

        public Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult<MessageReference?>(null);
    }
}
