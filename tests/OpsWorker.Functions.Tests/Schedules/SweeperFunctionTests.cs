using System.Text;
using OpsWorker.Core.Incidents;
using OpsWorker.Functions.Schedules;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.Schedules;

public sealed class SweeperFunctionTests(AwsEndpoint endpoint)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task An_outage_is_notified_once_and_counted_every_time_and_so_is_its_end()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var sweeper = world.Sweeper();
        var cluster = await world.AddClusterAsync(await world.AddOrganisationAsync(), lastSeen: world.Time.GetUtcNow());
        await sweeper(ScheduledEvents.Of("sweeper"));
        world.Metrics("DisconnectedClusters").ShouldBe([0]);

        world.Time.Advance(Silence);
        await sweeper(ScheduledEvents.Of("sweeper"));
        await sweeper(ScheduledEvents.Of("sweeper"));
        world.Metrics("DisconnectedClusters").ShouldBe([0, 1, 1]);
        world.Slack.Messages.ShouldHaveSingleItem().Text.ShouldContain("does not answer");

        await world.HeartbeatAsync(cluster);
        await sweeper(ScheduledEvents.Of("sweeper"));
        await sweeper(ScheduledEvents.Of("sweeper"));
        world.Metrics("DisconnectedClusters").ShouldBe([0, 1, 1, 0, 0]);
        world.Slack.Messages.Count.ShouldBe(2);
        world.Slack.Messages[1].Text.ShouldContain("is back");
    }

    [Fact]
    public async Task Of_two_events_at_the_same_time_one_tells()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var organisation = await world.AddOrganisationAsync();
        for (var i = 0; i < 4; i++) await world.AddClusterAsync(organisation, lastSeen: world.Time.GetUtcNow());
        world.Time.Advance(Silence);

        var sweepers = Enumerable.Range(0, 3).Select(_ => world.Sweeper()).ToList();
        await Task.WhenAll(sweepers.Select(sweeper => sweeper(ScheduledEvents.Of("sweeper"))));

        world.Slack.Messages.Count.ShouldBe(4);
        world.Metrics("DisconnectedClusters").ShouldBe([4, 4, 4]);
    }

    [Fact]
    public async Task What_there_was_no_time_for_is_swept_at_the_next_event_and_counted_as_a_whole()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        for (var i = 0; i < 51; i++)
        {
            await world.AddClusterAsync(await world.AddOrganisationAsync(), lastSeen: world.Time.GetUtcNow() - Silence, told: true);
        }

        var sweeper = world.CompositionWith(new HurriedTime(world.Time)).Sweeper().In(world.Time);

        await sweeper(ScheduledEvents.Of("sweeper"));
        world.Metrics("DisconnectedClusters").ShouldBeEmpty();
        await sweeper(ScheduledEvents.Of("sweeper"));
        world.Metrics("DisconnectedClusters").ShouldBe([51]);
    }

    [Fact]
    public async Task A_failure_of_one_cluster_is_reported_after_the_others_were_swept()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint, ("Slack:Channel", "not an id"));
        var organisation = await world.AddOrganisationAsync();
        await world.AddClusterAsync(organisation, lastSeen: world.Time.GetUtcNow());
        world.Time.Advance(Silence);

        var failure = await Should.ThrowAsync<ScheduledWorkException>(
            () => world.Sweeper()(ScheduledEvents.Of("sweeper")));

        failure.Message.ShouldStartWith("1 clusters or organisations could not be looked at");
        world.Metrics("DisconnectedClusters").ShouldBe([1]);
        world.Log.ShouldContain("Slack:Channel must be a channel");
    }

    [Fact]
    public async Task An_alert_that_is_not_repeated_is_resolved()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var sweeper = world.Sweeper();
        await sweeper(ScheduledEvents.Of("sweeper"));
        var sample = IncidentSamples.Incident();
        var incident = sample with
        {
            Organisation = await world.AddOrganisationAsync(),
            InvestigationId = null,
            Alerts = [sample.Alerts[0] with { ResolveTimeoutMinutes = 60 }],
        };
        (await world.Ports.Incidents.TryCreateAsync(incident, CancellationToken.None)).ShouldBeTrue();

        world.Time.Advance(TimeSpan.FromMinutes(61));
        await sweeper(ScheduledEvents.Of("sweeper"));

        var resolved = await world.Ports.Incidents.GetAsync(incident.Organisation, incident.Id, CancellationToken.None);
        (resolved!.Status, resolved.NotRepeatedSince).ShouldBe((IncidentStatus.Resolved, sample.Alerts[0].StartsAt));
    }

    [Theory]
    [InlineData("""{"Records":[]}""", "its source is missing")]
    [InlineData("""{"source":"aws.s3"}""", "its source is aws.s3")]
    [InlineData("""[]""", "not one of a schedule")]
    public async Task An_event_that_is_not_of_a_schedule_is_refused(string input, string reason)
    {
        var function = new ScheduledFunction(_ => Task.CompletedTask);

        (await Should.ThrowAsync<LambdaEventException>(
            () => function.In(TimeProvider.System)(Encoding.UTF8.GetBytes(input)))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_metric_is_a_line_of_json_in_the_embedded_metric_format()
    {
        await using var world = await ScheduleWorld.StartAsync(endpoint);

        await world.Sweeper()(ScheduledEvents.Of("sweeper"));

        world.MetricLines.ShouldHaveSingleItem().ShouldBe(
            "{\"_aws\":{\"Timestamp\":1772334000000,\"CloudWatchMetrics\":[{\"Namespace\":\"OpsWorker\",\"Dimensions\":[[\"Stage\"]],"
            + "\"Metrics\":[{\"Name\":\"DisconnectedClusters\",\"Unit\":\"Count\"}]}]},\"Stage\":\"prod\",\"DisconnectedClusters\":0}");
    }

    /// <summary>A clock by which no work is begun twice.</summary>
    private sealed class HurriedTime(TimeProvider inner) : TimeProvider
    {
        private long _timestamp;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => Interlocked.Add(ref _timestamp, Sweeper.TimeForBeginning.Ticks);
    }
}
