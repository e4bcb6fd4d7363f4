using OpsWorker.Core.Messaging;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.Schedules;

/// <summary>From the event of the schedule through topic and queue to Slack. The clock says three in the morning at first.</summary>
public sealed class DigestFunctionTests(AwsEndpoint endpoint)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Each_organisation_hears_once_at_its_own_hour_however_often_the_schedule_fires()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var created = world.Time.GetUtcNow().AddDays(-2);
        await world.AddOrganisationAsync(created, "Asia/Tokyo");
        await world.AddOrganisationAsync(created, digestHour: 4);
        await world.AddOrganisationAsync(created);

        // It is noon in Tokyo: nine o'clock is made up for.
        await world.FireAsync();
        world.Slack.Messages.Count.ShouldBe(1);
        await world.FireAsync();
        world.Slack.Messages.Count.ShouldBe(1);

        for (var i = 0; i < 4; i++) await world.FireAsync(Quarter);
        world.Slack.Messages.Count.ShouldBe(2);
        for (var i = 0; i < 24; i++) await world.FireAsync(Quarter);
        world.Slack.Messages.Count.ShouldBe(3);
        world.Slack.Messages.ShouldAllBe(message => message.Text.Contains("Sunday, 1 March 2026: a quiet day"));
    }

    [Fact]
    public async Task A_digest_whose_answer_was_lost_is_not_sent_twice()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var organisation = await world.AddOrganisationAsync(world.Time.GetUtcNow().AddDays(-2));
        await world.AddClusterAsync(organisation, lastSeen: world.Time.GetUtcNow(), told: true);
        await world.Ports.Incidents.TryCreateAsync(
            IncidentSamples.Incident() with { Organisation = organisation, OpenedAt = world.Time.GetUtcNow() }, CancellationToken.None);
        world.Slack.FailNext("chat.postMessage", new SlackFault.AnswerLost());

        await world.FireAsync(TimeSpan.FromHours(6));
        world.Time.Advance(Quarter);
        var due = new DigestDue(organisation, new DateOnly(2026, 3, 1));
        (await world.DeliverAgainAsync(due)).ShouldBeTrue(world.Log);
        (await world.DeliverAgainAsync(due)).ShouldBeTrue(world.Log);

        var message = world.Slack.Messages.ShouldHaveSingleItem();
        message.BlockText.ShouldContain("*Incidents*: 1 (0 the day before) · 1 still open");
        message.BlockText.ShouldContain("Checkout answers with errors");
        message.BlockText.ShouldContain("is silent; 6 h of the day");
        (await world.DeadLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_digest_of_one_that_fails_does_not_keep_the_others_from_theirs()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var created = world.Time.GetUtcNow().AddDays(-2);
        await world.AddOrganisationAsync(created, digestHour: 99);
        await world.AddOrganisationAsync(created);

        var failure = await Should.ThrowAsync<ScheduledWorkException>(() => world.FireAsync(TimeSpan.FromHours(6)));

        failure.Message.ShouldStartWith("The digests of 1 organisations could not be asked for");
        await world.DeliverAsync();
        world.Slack.Messages.Count.ShouldBe(1);
    }
}
