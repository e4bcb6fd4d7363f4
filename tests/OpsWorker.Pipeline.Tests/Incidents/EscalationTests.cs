using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Incidents;

/// <summary>An incident that nobody acknowledges is escalated step by step, each step once.</summary>
public sealed class EscalationTests : IAsyncDisposable
{
    private const string Checkout = "alertname=A namespace=shop deployment=checkout";
    private static readonly Actor s_ada = new(ActorKind.SlackUser, "U1", "ada");

    private readonly PipelineWorld _world = new();
    private readonly AlertWorld _alerts;

    public EscalationTests() => _alerts = new AlertWorld(_world);

    private DateTimeOffset Now => _world.Time.GetUtcNow();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Steps_are_taken_when_their_time_has_come_and_published()
    {
        await OpenAsync();
        var opened = Now;
        (await TakeAsync()).ShouldBe(TimeSpan.FromMinutes(15));
        (await _alerts.TheIncidentAsync()).EscalatedAt.ShouldBeEmpty();

        _world.Time.Advance(TimeSpan.FromMinutes(15));
        await TakeNotificationsAsync();
        (await TakeAsync()).ShouldBe(TimeSpan.FromMinutes(30));
        (await TakeAsync()).ShouldBe(TimeSpan.FromMinutes(30));
        (await TakeNotificationsAsync()).ShouldHaveSingleItem();

        _world.Time.Advance(TimeSpan.FromMinutes(30));
        (await TakeAsync()).ShouldBeNull();
        (await TakeAsync()).ShouldBeNull();
        (await _alerts.TheIncidentAsync()).EscalatedAt.ShouldBe([opened.AddMinutes(15), opened.AddMinutes(45)]);
    }

    [Fact]
    public async Task Opening_an_incident_queues_one_message_that_waits_for_the_first_step()
    {
        var alert = await OpenAsync();
        await _alerts.FireAsync(Checkout + " pod=checkout-1");
        await _alerts.ResolveAsync(alert);
        _world.Time.Advance(TimeSpan.FromMinutes(15));

        var due = await _world.TakeAllAsync(Queues.Deadlines, CoreJson.Default.DeadlineMessage);
        due.Count(message => message.EscalatedIncidentId is not null).ShouldBe(1);
    }

    [Fact]
    public async Task An_acknowledged_incident_is_not_escalated()
    {
        await OpenAsync();
        await ChangeAsync(incident => incident with { Acknowledged = new Acknowledgement(s_ada, Now) });
        _world.Time.Advance(TimeSpan.FromHours(1));

        (await TakeAsync()).ShouldBeNull();
        (await _alerts.TheIncidentAsync()).EscalatedAt.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silence_for_a_time_is_waited_for_and_one_until_the_resolution_ends_the_escalation()
    {
        await OpenAsync();
        await ChangeAsync(incident => incident with { Silenced = new IncidentSilence(s_ada, Now, Now.AddHours(1)) });
        _world.Time.Advance(TimeSpan.FromMinutes(20));
        (await TakeAsync()).ShouldBe(TimeSpan.FromMinutes(40));

        await ChangeAsync(incident => incident with { Silenced = new IncidentSilence(s_ada, Now, Until: null) });
        _world.Time.Advance(TimeSpan.FromHours(1));
        (await TakeAsync()).ShouldBeNull();
        (await _alerts.TheIncidentAsync()).EscalatedAt.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_resolved_incident_is_not_escalated_and_one_that_fires_again_from_then_on()
    {
        var alert = await OpenAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(12));
        await _alerts.ResolveAsync(alert);
        _world.Time.Advance(TimeSpan.FromMinutes(3));
        (await TakeAsync()).ShouldBe(TimeSpan.FromMinutes(7));

        await _alerts.FireAsync(Checkout);
        (await TakeAsync()).ShouldBe(TimeSpan.FromMinutes(15));
        _world.Time.Advance(TimeSpan.FromMinutes(15));
        (await TakeAsync()).ShouldBe(TimeSpan.FromMinutes(30));
        (await _alerts.TheIncidentAsync()).EscalatedAt.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_incident_that_stays_resolved_ends_the_escalation()
    {
        var alert = await OpenAsync();
        await _alerts.ResolveAsync(alert);
        _world.Time.Advance(TimeSpan.FromMinutes(15));

        (await TakeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_crash_before_any_call_loses_no_step_and_takes_none_twice()
    {
        for (var call = 1; call <= 4; call++)
        {
            await using var world = new PipelineWorld();
            var alerts = new AlertWorld(world);
            await PutRulesAsync(world, alerts.Organisation);
            await alerts.FireAsync(Checkout);
            var incident = await alerts.TheIncidentAsync();
            world.Time.Advance(TimeSpan.FromMinutes(15));
            await world.TakeAllAsync(Queues.Notifications, CoreJson.Default.NotificationMessage);
            world.Effects.CrashAt(call);
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    await world.Escalations.TakeDueAsync(incident.Organisation, incident.Id, CancellationToken.None);
                }
                catch (CrashException)
                {
                    // The message is delivered again.
                }
            }

            (await alerts.TheIncidentAsync()).EscalatedAt.Count.ShouldBe(1);
            (await world.TakeAllAsync(Queues.Notifications, CoreJson.Default.NotificationMessage)).ShouldNotBeEmpty();
        }
    }

    private async Task<Alert> OpenAsync()
    {
        await PutRulesAsync(_world, _alerts.Organisation);
        return await _alerts.FireAsync(Checkout);
    }

    private static async Task PutRulesAsync(PipelineWorld world, OrganisationId organisation)
    {
        var rules = new RuleSet
        {
            Organisation = organisation,
            Version = 1,
            ChangedAt = world.Time.GetUtcNow(),
            Rules =
            [
                new Rule
                {
                    Id = "page",
                    Do = RuleAction.Notify,
                    Escalate = [new EscalationStep(15, "S0LEADS"), new EscalationStep(45, "channel", "C0ALL")],
                },
            ],
        };
        (await world.Store.Rules.TryPutAsync(rules, CancellationToken.None)).ShouldBeTrue();
    }

    private async Task<TimeSpan?> TakeAsync()
    {
        var incident = await _alerts.TheIncidentAsync();
        return await _world.Escalations.TakeDueAsync(incident.Organisation, incident.Id, CancellationToken.None);
    }

    private async Task ChangeAsync(Func<Incident, Incident> change)
    {
        var stored = await _alerts.TheIncidentAsync();
        var changed = change(stored) with { Version = stored.Version + 1 };
        (await _world.Store.Incidents.TryUpdateAsync(changed, CancellationToken.None)).ShouldBeTrue();
    }

    private Task<IReadOnlyList<NotificationMessage>> TakeNotificationsAsync() =>
        _world.TakeAllAsync(Queues.Notifications, CoreJson.Default.NotificationMessage);
}
