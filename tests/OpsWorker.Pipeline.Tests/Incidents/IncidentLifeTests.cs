using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Incidents;

/// <summary>The life of an incident: fired, resolved, opened again, followed by the next.</summary>
public sealed class IncidentLifeTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private const string Labels = "alertname=A namespace=shop deployment=web";

    private readonly AlertWorld _alerts = new(world);

    [Fact]
    public async Task An_incident_ends_when_its_last_alert_ended_by_the_senders_clock()
    {
        var alert = await _alerts.FireAsync(Labels);
        world.Time.Advance(TimeSpan.FromDays(6));
        var end = alert.StartsAt.AddMinutes(13);

        await _alerts.HandleAsync(alert with { Status = AlertStatus.Resolved, EndsAt = end });

        var incident = await _alerts.TheIncidentAsync();
        (incident.Status, incident.ResolvedAt).ShouldBe((IncidentStatus.Resolved, end));
    }

    [Fact]
    public async Task An_end_in_the_future_counts_as_now()
    {
        var alert = await _alerts.FireAsync(Labels);
        await _alerts.HandleAsync(alert with { Status = AlertStatus.Resolved, EndsAt = world.Time.GetUtcNow().AddHours(4) });

        (await _alerts.TheIncidentAsync()).ResolvedAt.ShouldBe(world.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_resolved_alert_with_another_start_resolves_the_one_of_its_fingerprint()
    {
        var alert = await _alerts.FireAsync(Labels);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        var start = alert.StartsAt.AddSeconds(5);

        await _alerts.ResolveAsync(alert with
        {
            Id = Alert.IdOf(alert.Organisation, alert.Source, alert.Fingerprint, start),
            StartsAt = start,
        });

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task An_occurrence_whose_end_was_lost_gives_way_to_the_next()
    {
        await _alerts.FireAsync(Labels);
        world.Time.Advance(TimeSpan.FromHours(1));
        var next = await _alerts.FireAsync(Labels);
        (await _alerts.TheIncidentAsync()).Alerts.ShouldHaveSingleItem().Occurrences.ShouldBe(2);

        await _alerts.ResolveAsync(next);

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task Events_of_an_alert_whose_sender_states_no_start_are_one_occurrence()
    {
        var first = _alerts.Firing(Labels) with { StartIsUnknown = true };
        await _alerts.HandleAsync(first);
        world.Time.Advance(TimeSpan.FromMinutes(5));
        var repeated = _alerts.Firing(Labels) with { StartIsUnknown = true };
        await _alerts.HandleAsync(repeated);
        var incident = await _alerts.TheIncidentAsync();
        (incident.Version, incident.Alerts[0].Occurrences).ShouldBe((1, 1));
        (await world.Store.Alerts.GetAsync(_alerts.Organisation, repeated.Id, CancellationToken.None))!.IncidentId.ShouldBe(incident.Id);

        world.Time.Advance(TimeSpan.FromMinutes(5));
        await _alerts.ResolveAsync(_alerts.Firing(Labels) with { StartIsUnknown = true });

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task The_end_of_an_earlier_occurrence_that_comes_late_resolves_nothing()
    {
        var first = await _alerts.FireAsync(Labels);
        world.Time.Advance(TimeSpan.FromMinutes(20));
        await _alerts.FireAsync(Labels);

        await _alerts.HandleAsync(first with { Status = AlertStatus.Resolved, EndsAt = first.StartsAt.AddMinutes(5) });

        (await _alerts.TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Open);
    }

    [Fact]
    public async Task A_blip_in_the_resolution_opens_the_incident_again()
    {
        await world.AddClusterAsync(_alerts.Organisation);
        for (var i = 0; i < 4; i++)
        {
            var alert = await _alerts.FireAsync(Labels);
            world.Time.Advance(TimeSpan.FromMinutes(2));
            await _alerts.ResolveAsync(alert);
            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var incident = await _alerts.TheIncidentAsync();
        (incident.Status, incident.ReopenedAt.Count, incident.AlertCount).ShouldBe((IncidentStatus.Resolved, 3, 1));
    }

    [Fact]
    public async Task A_problem_that_fires_again_later_is_a_new_incident_that_names_its_predecessor()
    {
        var alert = await _alerts.FireAsync(Labels);
        world.Time.Advance(TimeSpan.FromMinutes(12));
        await _alerts.ResolveAsync(alert);
        var first = await _alerts.TheIncidentAsync();
        world.Time.Advance(TimeSpan.FromHours(3));

        await _alerts.FireAsync("alertname=B namespace=shop pod=web-7d9f8b6c5d-x2v9k");

        var again = (await _alerts.IncidentsAsync()).Single(i => i.Id != first.Id);
        again.Previous.ShouldBe(new PreviousIncident(first.Id, first.StartsAt, first.ResolvedAt!.Value, Cause: null));
    }

    [Fact]
    public async Task A_predecessor_of_another_month_is_not_named()
    {
        await _alerts.ResolveAsync(await _alerts.FireAsync(Labels));
        world.Time.Advance(TimeSpan.FromDays(30));

        await _alerts.FireAsync(Labels);

        (await _alerts.IncidentsAsync()).ShouldAllBe(i => i.Previous == null);
    }

    [Fact]
    public async Task An_attempt_that_runs_when_its_incident_is_resolved_ends_and_says_so()
    {
        await world.AddClusterAsync(_alerts.Organisation);
        var alert = await _alerts.FireAsync(Labels);
        world.Time.Advance(TimeSpan.FromSeconds(5));

        await _alerts.ResolveAsync(alert);

        var attempt = (await world.InvestigationsAsync(_alerts.Organisation)).ShouldHaveSingleItem();
        (attempt.Status, attempt.Failure).ShouldBe(
            (InvestigationStatus.Cancelled, $"The incident was resolved at {world.Time.GetUtcNow():u}, before the cluster answered."));
        (await world.Runner.RunAsync(_alerts.Organisation, attempt.Id, 1, CancellationToken.None)).ShouldBeTrue();
        (await _alerts.TheIncidentAsync()).NextAttempt.ShouldBeNull();
    }

    [Fact]
    public async Task An_incident_that_is_opened_again_after_its_attempt_was_cancelled_is_investigated_again()
    {
        await _alerts.ResolveAsync(await _alerts.FireAsync(Labels));
        world.Time.Advance(TimeSpan.FromMinutes(1));

        await _alerts.FireAsync(Labels);

        (await _alerts.TheIncidentAsync()).NextAttempt.ShouldNotBeNull().Reason.ShouldBe(AttemptReason.FiredAgain);
    }
}
