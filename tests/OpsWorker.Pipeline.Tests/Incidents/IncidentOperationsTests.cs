using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Incidents;

/// <summary>Operations of people on incidents: each is recorded once, with the person, and can be repeated.</summary>
public sealed class IncidentOperationsTests : IAsyncDisposable
{
    private const string Checkout = "alertname=A namespace=shop deployment=checkout";
    private static readonly Actor s_ada = new(ActorKind.SlackUser, "U1", "ada");
    private static readonly Actor s_bob = new(ActorKind.ApiKey, "key_1");

    private readonly PipelineWorld _world = new();
    private readonly AlertWorld _alerts;
    private readonly IncidentEdit _edit;
    private Alert _alert = null!;

    public IncidentOperationsTests()
    {
        _alerts = new AlertWorld(_world);
        _edit = new IncidentEdit(_world.Store.Incidents, _world.Store.Topic);
    }

    private DateTimeOffset Now => _world.Time.GetUtcNow();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_first_acknowledgement_stands_and_the_message_is_brought_up_to_date()
    {
        var incident = await OpenAsync();
        await _world.TakeAllAsync(Queues.Notifications, CoreJson.Default.NotificationMessage);
        var acknowledge = new AcknowledgeIncident(_edit);

        await acknowledge.RunAsync(incident.Organisation, incident.Id, s_ada, Now, CancellationToken.None);
        var second = await acknowledge.RunAsync(incident.Organisation, incident.Id, s_bob, Now.AddMinutes(1), CancellationToken.None);

        second!.Acknowledged.ShouldBe(new Acknowledgement(s_ada, Now));
        (await _world.TakeAllAsync(Queues.Notifications, CoreJson.Default.NotificationMessage))
            .ShouldHaveSingleItem().IncidentId.ShouldBe(incident.Id);
    }

    [Fact]
    public async Task Another_organisations_incident_cannot_be_changed()
    {
        var incident = await OpenAsync();
        var other = PipelineWorld.NewOrganisation();

        (await new AcknowledgeIncident(_edit).RunAsync(other, incident.Id, s_ada, Now, CancellationToken.None)).ShouldBeNull();
        (await Again().RunAsync(other, incident.Id, s_ada, Now, CancellationToken.None)).ShouldBeNull();

        (await _alerts.TheIncidentAsync()).Version.ShouldBe(incident.Version);
    }

    [Fact]
    public async Task A_silence_until_the_resolution_ends_with_it()
    {
        var incident = await OpenAsync();
        await new SilenceIncident(_edit).RunAsync(incident.Organisation, incident.Id, s_ada, Now, length: null, CancellationToken.None);
        (await _alerts.TheIncidentAsync()).Silenced!.HoldsAt(Now.AddDays(3)).ShouldBeTrue();

        await _alerts.ResolveAsync(_alert);

        (await _alerts.TheIncidentAsync()).Silenced!.HoldsAt(Now).ShouldBeFalse();
    }

    [Fact]
    public async Task A_silence_for_a_time_holds_for_the_next_incident_of_the_problem()
    {
        var first = await OpenAsync();
        await new SilenceIncident(_edit).RunAsync(
            first.Organisation, first.Id, s_ada, Now, TimeSpan.FromHours(1), CancellationToken.None);
        await _alerts.ResolveAsync(_alert);
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        await _alerts.FireAsync(Checkout);

        var second = (await _world.IncidentsAsync(first.Organisation)).First(i => i.Id != first.Id);
        second.Silenced!.HoldsAt(Now).ShouldBeTrue();
        second.Silenced.HoldsAt(Now.AddMinutes(31)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_silence_of_more_than_seven_days_is_refused() =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => new SilenceIncident(_edit).RunAsync(
            _alerts.Organisation, "inc_1", s_ada, Now, TimeSpan.FromDays(8), CancellationToken.None));

    [Fact]
    public async Task A_persons_later_opinion_replaces_the_earlier_one()
    {
        var incident = await OpenAsync();
        var rate = new RateInvestigation(_edit);
        await rate.RunAsync(incident.Organisation, incident.Id, s_ada, Now, isHelpful: true, rightCause: null, CancellationToken.None);
        await rate.RunAsync(incident.Organisation, incident.Id, s_bob, Now, isHelpful: true, rightCause: null, CancellationToken.None);
        await rate.RunAsync(
            incident.Organisation,
            incident.Id,
            s_ada with { Name = "Ada L." },
            Now.AddMinutes(1),
            isHelpful: false,
            CauseCode.ConfigMapMissing,
            CancellationToken.None);

        (await _alerts.TheIncidentAsync()).Feedback.Select(f => (f.By.Id, f.IsHelpful, f.RightCause)).ShouldBe(
            [("key_1", true, null), ("U1", false, CauseCode.ConfigMapMissing)]);
    }

    [Fact]
    public async Task A_request_that_is_repeated_starts_one_attempt()
    {
        var incident = await OpenAsync();
        await EndAttemptAsync(incident.InvestigationId!);
        var at = Now;
        for (var i = 0; i < 2; i++)
        {
            var answer = await Again().RunAsync(incident.Organisation, incident.Id, s_ada, at, CancellationToken.None);
            answer!.IsUsedUp.ShouldBeFalse();
            await EndAttemptAsync(answer.Incident.InvestigationId!);
        }

        var attempts = await _world.InvestigationsAsync(incident.Organisation);
        attempts.OrderBy(a => a.Attempt).Select(a => (a.Attempt, a.Reason, a.ReasonDetail)).ShouldBe(
            [(1, AttemptReason.Opened, null), (2, AttemptReason.Requested, "ada")]);
    }

    [Fact]
    public async Task An_incident_that_was_investigated_as_often_as_possible_says_so()
    {
        var incident = await OpenAsync();
        await EndAttemptAsync(incident.InvestigationId!);
        var used = incident with { Attempt = Attempts.Max, Version = incident.Version + 1 };
        (await _world.Store.Incidents.TryUpdateAsync(used, CancellationToken.None)).ShouldBeTrue();

        (await Again().RunAsync(incident.Organisation, incident.Id, s_ada, Now, CancellationToken.None))!.IsUsedUp.ShouldBeTrue();
    }

    private InvestigateAgain Again() => new(_world.Store.Incidents, _world.Attempts);

    private async Task<Incident> OpenAsync()
    {
        await _world.AddClusterAsync(_alerts.Organisation);
        _alert = await _alerts.FireAsync(Checkout);
        return await _alerts.TheIncidentAsync();
    }

    private async Task EndAttemptAsync(string id)
    {
        var attempt = (await _world.Store.Investigations.GetAsync(_alerts.Organisation, id, CancellationToken.None))!;
        if (attempt.HasEnded) return;
        var ended = attempt with { Status = InvestigationStatus.Failed, CompletedAt = Now, Version = attempt.Version + 1 };
        (await _world.Store.Investigations.TryUpdateAsync(ended, CancellationToken.None)).ShouldBeTrue();
    }
}
