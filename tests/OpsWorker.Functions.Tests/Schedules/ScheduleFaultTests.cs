using OpsWorker.Core.Messaging;
using OpsWorker.Functions.Tests.EndToEnd;
using OpsWorker.Pipeline.Notifications;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.Schedules;

/// <summary>The first call of each method of some ports fails, before or after its effect: nothing is lost, nothing doubled.</summary>
public sealed class ScheduleFaultTests(AwsEndpoint endpoint)
{
    private const int EnoughRuns = 10;

    [Theory]
    [InlineData(FaultyGroup.Transport, FaultMoment.BeforeEffect)]
    [InlineData(FaultyGroup.Transport, FaultMoment.AfterEffect)]
    [InlineData(FaultyGroup.Incidents, FaultMoment.BeforeEffect)]
    [InlineData(FaultyGroup.Incidents, FaultMoment.AfterEffect)]
    public async Task An_outage_is_notified_once_whatever_fails(FaultyGroup group, FaultMoment moment)
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        await world.AddClusterAsync(await world.AddOrganisationAsync(), lastSeen: world.Time.GetUtcNow());
        var faults = new Faults(moment);
        var sweeper = world.CompositionWith("sweeper", group, faults).Sweeper().In(world.Time);

        for (var i = 0; i < EnoughRuns; i++)
        {
            world.Time.Advance(2 * NotificationDelivery.SendingTime);
            await TryAsync(() => sweeper(ScheduledEvents.Of("sweeper")));
        }

        world.Slack.Messages.ShouldHaveSingleItem(world.Log).Text.ShouldContain("does not answer");
        world.Metrics("DisconnectedClusters")[^1].ShouldBe(1);
        faults.Failed.Count.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData(FaultyGroup.Transport, FaultMoment.BeforeEffect)]
    [InlineData(FaultyGroup.Transport, FaultMoment.AfterEffect)]
    [InlineData(FaultyGroup.Incidents, FaultMoment.BeforeEffect)]
    [InlineData(FaultyGroup.Incidents, FaultMoment.AfterEffect)]
    [InlineData(FaultyGroup.Investigations, FaultMoment.BeforeEffect)]
    [InlineData(FaultyGroup.Investigations, FaultMoment.AfterEffect)]
    public async Task A_digest_is_sent_once_whatever_fails(FaultyGroup group, FaultMoment moment)
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var due = new DigestDue(await world.AddOrganisationAsync(world.Time.GetUtcNow().AddDays(-2)), new DateOnly(2026, 3, 1));
        var faults = new Faults(moment);
        var digest = world.CompositionWith("digest", group, faults).Digest().In(world.Time);
        var notification = world.CompositionWith("notification", group, faults);
        world.Time.Advance(TimeSpan.FromHours(6));

        // What the last run asked for is delivered as often as its handler needs, and then twice.
        for (var i = 0; i < EnoughRuns; i++) await TryAsync(() => digest(ScheduledEvents.Of("digest")));
        for (var i = 0; i < EnoughRuns && !await world.DeliverAgainAsync(due, notification); i++)
            world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.DeliverAsync();
        (await world.DeliverAgainAsync(due)).ShouldBeTrue(world.Log);

        world.Slack.Messages.ShouldHaveSingleItem(world.Log).Text.ShouldStartWith("Daily digest");
        faults.Failed.Count.ShouldBeGreaterThan(1);
    }

    private static async Task TryAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception e) when (e is ScheduledWorkException or InjectedFaultException)
        {
            // The schedule fires again.
        }
    }
}
