using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Incidents;

/// <summary>Alerts whose end never came: an Alertmanager that is killed forgets what it has sent.</summary>
public sealed class UnrepeatedAlertsTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private const string Labels = "alertname=A namespace=shop deployment=web";

    private static readonly TimeSpan s_timeout = TimeSpan.FromHours(25);

    private readonly AlertWorld _alerts = new(world);

    [Fact]
    public async Task An_alert_that_is_not_repeated_for_its_time_is_resolved_as_of_its_last_repeat()
    {
        var alert = await _alerts.FireAsync(Labels);
        world.Time.Advance(TimeSpan.FromHours(4));
        await RepeatAsync(alert);
        var last = world.Time.GetUtcNow();

        world.Time.Advance(s_timeout);
        await SweepAsync();
        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Open);

        world.Time.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync();
        var incident = await _alerts.TheIncidentAsync();
        (incident.Status, incident.ResolvedAt, incident.NotRepeatedSince).ShouldBe((IncidentStatus.Resolved, last, last));
        incident.Alerts.ShouldHaveSingleItem().NotRepeatedSince.ShouldBe(last);
    }

    [Fact]
    public async Task What_is_repeated_stays_open_for_as_long_as_it_takes()
    {
        var alert = await _alerts.FireAsync(Labels);
        for (var day = 0; day < 5; day++)
        {
            world.Time.Advance(TimeSpan.FromHours(24));
            await RepeatAsync(alert);
            await SweepAsync();
        }

        var incident = await _alerts.TheIncidentAsync();
        (incident.Status, incident.Version).ShouldBe((IncidentStatus.Open, 1));
    }

    [Fact]
    public async Task An_alert_that_is_repeated_after_all_opens_its_incident_again()
    {
        var alert = await _alerts.FireAsync(Labels);
        await LapseAsync(s_timeout);

        await RepeatAsync(alert);

        var incident = await _alerts.TheIncidentAsync();
        (incident.Status, incident.ResolvedAt, incident.NotRepeatedSince).ShouldBe((IncidentStatus.Open, null, null));
        incident.ReopenedAt.ShouldHaveSingleItem();
        await _alerts.ResolveAsync(alert);
        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task A_delivery_from_before_opens_nothing_again()
    {
        var alert = await _alerts.FireAsync(Labels);
        await LapseAsync(s_timeout);

        await _alerts.HandleAsync(alert);

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task The_end_that_comes_late_takes_the_place_of_the_last_repeat()
    {
        var alert = await _alerts.FireAsync(Labels);
        await LapseAsync(s_timeout);
        var end = alert.StartsAt.AddHours(2);

        await _alerts.HandleAsync(alert with { Status = AlertStatus.Resolved, EndsAt = end });

        var incident = await _alerts.TheIncidentAsync();
        (incident.Status, incident.ResolvedAt, incident.NotRepeatedSince).ShouldBe((IncidentStatus.Resolved, end, null));
    }

    [Fact]
    public async Task A_repeat_joins_the_incident_that_the_same_object_has_by_then()
    {
        var alert = await _alerts.FireAsync(Labels);
        await LapseAsync(s_timeout);
        await _alerts.FireAsync("alertname=B namespace=shop deployment=web");

        await RepeatAsync(alert);

        (await _alerts.GroupsAsync()).ShouldBe("A, A+B");
        (await _alerts.IncidentsAsync()).Count(incident => incident.Status == IncidentStatus.Open).ShouldBe(1);
    }

    [Fact]
    public async Task An_incident_stays_open_while_another_of_its_alerts_is_repeated()
    {
        var lost = await _alerts.FireAsync(Labels);
        world.Time.Advance(s_timeout);
        await _alerts.FireAsync("alertname=B namespace=shop deployment=web");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync();

        var incident = await _alerts.TheIncidentAsync();
        (incident.Status, incident.NotRepeatedSince).ShouldBe((IncidentStatus.Open, null));
        incident.Alerts.Select(a => (a.Name, a.Status, a.NotRepeatedSince)).ShouldBe(
            [("A", AlertStatus.Resolved, lost.ReceivedAt), ("B", AlertStatus.Firing, null)]);
    }

    [Theory]
    [InlineData("alertmanager", false, 1500)]
    [InlineData("grafana", false, 1500)]
    [InlineData("prometheus", false, 60)]
    [InlineData("victoriametrics", false, 60)]
    [InlineData("grafana", true, null)]
    [InlineData("datadog", false, null)]
    [InlineData("kubernetes", false, null)]
    public async Task The_time_depends_on_whether_and_how_often_the_source_repeats(string source, bool startIsUnknown, int? minutes)
    {
        await _alerts.HandleAsync(_alerts.Firing(Labels, source) with { StartIsUnknown = startIsUnknown });
        await LapseAsync(TimeSpan.FromMinutes(minutes ?? 60 * 24 * 30));

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(minutes is null ? IncidentStatus.Open : IncidentStatus.Resolved);
    }

    [Theory]
    [InlineData("alertmanager", 0, false)]
    [InlineData("datadog", 30, true)]
    public async Task A_rule_states_another_time(string source, int minutes, bool isResolved)
    {
        await SetRuleAsync(minutes);
        await _alerts.FireAsync(Labels, source);

        await LapseAsync(minutes == 0 ? TimeSpan.FromDays(30) : TimeSpan.FromMinutes(minutes));

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(isResolved ? IncidentStatus.Resolved : IncidentStatus.Open);
    }

    [Fact]
    public async Task Repeats_that_are_events_of_their_own_count_too()
    {
        await SetRuleAsync(minutes: 30);
        for (var i = 0; i < 3; i++)
        {
            await _alerts.HandleAsync(_alerts.Firing(Labels, "datadog") with { StartIsUnknown = true });
            world.Time.Advance(TimeSpan.FromMinutes(20));
            await SweepAsync();
        }

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Open);
        await LapseAsync(TimeSpan.FromMinutes(30));
        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    private Task RepeatAsync(Alert alert) => _alerts.HandleAsync(alert with { ReceivedAt = world.Time.GetUtcNow() });

    private async Task LapseAsync(TimeSpan timeout)
    {
        world.Time.Advance(timeout + TimeSpan.FromMinutes(1));
        await SweepAsync();
    }

    private async Task SweepAsync()
    {
        await world.Store.Organisations.TryPutAsync(
            new Organisation { Id = _alerts.Organisation, Name = "Example", CreatedAt = world.Time.GetUtcNow() }, CancellationToken.None);
        await new UnrepeatedAlerts(
            world.Store.Organisations,
            world.Store.Incidents,
            world.Store.Alerts,
            new IncidentEdit(world.Store.Incidents, world.Store.Topic),
            world.Attempts,
            world.Time,
            NullLogger<UnrepeatedAlerts>.Instance).ResolveAsync(CancellationToken.None);
    }

    private async Task SetRuleAsync(int minutes) => await world.Store.Rules.TryPutAsync(
        new RuleSet
        {
            Organisation = _alerts.Organisation,
            Version = 1,
            ChangedAt = world.Time.GetUtcNow(),
            ChangedBy = "test",
            Rules = [new Rule { Id = "r", Do = RuleAction.Notify, ResolveTimeoutMinutes = minutes }],
            Maintenance = [],
        },
        CancellationToken.None);
}
