using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Notifications;

/// <summary>Below an incident's message come at most two replies for an attempt: the cause, and the resolution.</summary>
public sealed class ReplyTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private const string Mention = "<!subteam^S0ONCALL> ";

    [Fact]
    public async Task The_cause_and_the_resolution_are_replied_once_each_with_the_mention()
    {
        await using var fixture = await StartAsync();
        for (var i = 0; i < 3; i++) await ChangedAsync(fixture);
        fixture.Slack.Replies.ShouldBeEmpty();

        await fixture.Drive.FinishAsync();
        for (var i = 0; i < 3; i++) await ChangedAsync(fixture);
        var cause = fixture.Slack.Replies.ShouldHaveSingleItem();
        cause.ThreadTs.ShouldBe(fixture.TheMessage().Ts);
        cause.Text.ShouldStartWith(Mention + "Cause found: ");
        cause.BlockText.ShouldContain(TinyCluster.Image);

        await fixture.ResolveAsync();
        for (var i = 0; i < 3; i++) await ChangedAsync(fixture);
        fixture.Slack.Replies.Count.ShouldBe(2);
        fixture.Slack.Replies[1].Text.ShouldStartWith(Mention + "Resolved after ");
    }

    [Fact]
    public async Task A_reply_whose_answer_was_lost_is_found_and_not_sent_twice()
    {
        await using var fixture = await StartAsync();
        await ChangedAsync(fixture);
        await fixture.Drive.FinishAsync();
        fixture.Slack.FailNext("chat.postMessage", new SlackFault.AnswerLost());
        (await ChangedAsync(fixture)).ShouldBeOfType<HandlerResult.RetryAfter>();
        (await ChangedAsync(fixture)).ShouldBe(HandlerResult.Handled);

        fixture.Slack.Replies.Count.ShouldBe(1);
        fixture.Slack.Requests.ShouldContain("conversations.replies");
    }

    [Fact]
    public async Task A_crash_before_any_call_leads_to_one_reply()
    {
        for (var call = 1; call <= 7; call++)
        {
            await using var fixture = await StartAsync();
            await ChangedAsync(fixture);
            await fixture.Drive.FinishAsync();
            world.Effects.CrashAt(call);
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    (await ChangedAsync(fixture)).ShouldBe(HandlerResult.Handled);
                }
                catch (CrashException)
                {
                    world.Time.Advance(NotificationDelivery.SendingTime);
                }
            }

            fixture.Slack.Replies.Count.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_notifier_that_fails_holds_no_reply_back(bool forGood)
    {
        await using var fixture = await StartAsync();
        var broken = new FailingNotifier(
            forGood ? new NotifierResult.Rejected("gone") : new NotifierResult.RetryAfter(TimeSpan.FromHours(1), "away"));
        var handler = fixture.HandlerOf(TeamNotifiers.None with { Incidents = [broken, fixture.Notifier], Replies = [fixture.Replies] });
        await fixture.ChangedAsync(handler);
        await fixture.Drive.FinishAsync();

        for (var i = 0; i < 2; i++)
        {
            world.Time.Advance(NotificationDelivery.SendingTime);
            var result = await fixture.ChangedAsync(handler);
            (result is HandlerResult.Reject).ShouldBe(forGood);
            result.ShouldNotBeOfType<HandlerResult.Done>();
        }

        fixture.Slack.Replies.ShouldHaveSingleItem().Text.ShouldStartWith(Mention + "Cause found: ");
    }

    [Fact]
    public async Task A_silenced_incident_gets_no_reply_and_its_message_is_edited()
    {
        await using var fixture = await StartAsync();
        await ChangedAsync(fixture);
        await ChangeAsync(fixture, incident => incident with
        {
            Silenced = new IncidentSilence(new Actor(ActorKind.SlackUser, "U1", "ada"), world.Time.GetUtcNow(), Until: null),
        });
        await fixture.Drive.FinishAsync();
        await ChangedAsync(fixture);

        fixture.Slack.Replies.ShouldBeEmpty();
        fixture.TheMessage().BlockText.ShouldContain("silenced by ada until it is resolved");
        fixture.TheMessage().BlockText.ShouldContain(TinyCluster.Image);
    }

    [Fact]
    public async Task A_rule_turns_replies_off_or_names_another_mention()
    {
        await using var off = await StartAsync();
        await ChangeAsync(off, incident => incident with { Replies = false });
        await off.Drive.FinishAsync();
        await ChangedAsync(off);
        off.Slack.Replies.ShouldBeEmpty();

        await using var other = await StartAsync();
        await ChangeAsync(other, incident => incident with { Mention = "U0BOB" });
        await other.Drive.FinishAsync();
        await ChangedAsync(other);
        other.Slack.Replies.ShouldHaveSingleItem().Text.ShouldStartWith("<@U0BOB> ");
    }

    [Fact]
    public async Task Each_step_of_an_escalation_is_notified_once_below_the_message_or_in_its_channel()
    {
        await using var fixture = await StartAsync();
        await ChangedAsync(fixture);
        await EscalateAsync(fixture, steps: 1);
        for (var i = 0; i < 3; i++) await ChangedAsync(fixture);

        var first = fixture.Slack.Replies.ShouldHaveSingleItem();
        first.ThreadTs.ShouldBe(fixture.TheMessage().Ts);
        first.Text.ShouldStartWith("<!subteam^S0LEADS> Not acknowledged for 15 min: ");
        fixture.TheMessage().BlockText.ShouldContain("not acknowledged, escalated ");

        await EscalateAsync(fixture, steps: 2);
        for (var i = 0; i < 3; i++) await ChangedAsync(fixture);
        fixture.Slack.Replies.Count.ShouldBe(1);
        fixture.Slack.Messages.Single(message => message.Ts != first.ThreadTs).Text
            .ShouldStartWith("<!channel> Not acknowledged for 45 min: ");
    }

    [Fact]
    public async Task An_acknowledged_incident_gets_no_reply_about_its_escalation()
    {
        await using var fixture = await StartAsync();
        await ChangedAsync(fixture);
        await EscalateAsync(fixture, steps: 1);
        await ChangeAsync(fixture, incident => incident with
        {
            Acknowledged = new Acknowledgement(new Actor(ActorKind.SlackUser, "U1", "ada"), world.Time.GetUtcNow()),
        });
        await ChangedAsync(fixture);

        fixture.Slack.Replies.ShouldBeEmpty();
    }

    private Task EscalateAsync(NotificationFixture fixture, int steps) => ChangeAsync(fixture, incident => incident with
    {
        Escalation = [new EscalationStep(15, "S0LEADS"), new EscalationStep(45, "channel", SlackStandIn.ChannelName)],
        EscalatedAt = [.. Enumerable.Repeat(world.Time.GetUtcNow(), steps)],
    });

    private Task<NotificationFixture> StartAsync() => NotificationFixture.StartAsync(world);

    private static Task<HandlerResult> ChangedAsync(NotificationFixture fixture) => fixture.ChangedAsync(
        fixture.HandlerOf(TeamNotifiers.None with { Incidents = [fixture.Notifier], Replies = [fixture.Replies] }));

    private async Task ChangeAsync(NotificationFixture fixture, Func<Incident, Incident> change)
    {
        var stored = await world.Store.Incidents.GetAsync(fixture.Drive.Organisation, fixture.Incident.Id, CancellationToken.None);
        await fixture.ChangeAsync(change(stored!));
    }

    private sealed class FailingNotifier(NotifierResult result) : INotifier
    {
        public string Name => "failing";

        public Task<NotifierResult> SendAsync(IncidentView view, CancellationToken cancellationToken) => Task.FromResult(result);

        public Task<NotifierResult> UpdateAsync(IncidentView view, MessageReference message, CancellationToken cancellationToken) =>
            Task.FromResult(result);

        public Task<MessageReference?> FindAsync(Incident incident, DateTimeOffset since, CancellationToken cancellationToken) =>
            Task.FromResult<MessageReference?>(null);
    }
}
