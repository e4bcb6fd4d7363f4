using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Messaging;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class AlertOutcomeStoreContract(ContractFixture fixture) : PortContract<IAlertOutcomeStore>(fixture)
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Incident_alert_investigation_and_messages_are_stored()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: false);
        var outcome = Opened() with { Messages = [new QueuedMessage(queue, new OutgoingMessage { Body = "{\"a\":1}" })] };
        outcome = outcome with { Investigation = Samples.Investigation(Organisation, outcome.After.Id) };

        (await Fixture.AlertOutcomes.TryStoreAsync(outcome, Cancel)).ShouldNotBe(AlertOutcomeResult.Refused);

        (await Fixture.Incidents.GetAsync(Organisation, outcome.After.Id, Cancel))
            .ShouldHaveContentOf(outcome.After, CoreJson.Default.Incident);
        (await Fixture.Alerts.GetAsync(Organisation, outcome.Alerts[0].Id, Cancel)).ShouldNotBeNull().IncidentId.ShouldBe(outcome.After.Id);
        (await Fixture.Investigations.GetAsync(Organisation, outcome.Investigation!.Id, Cancel)).ShouldNotBeNull();
        (await Fixture.Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.Zero, Cancel)).ShouldHaveSingleItem().Body.ShouldBe("{\"a\":1}");
        foreach (var subscriber in Fixture.Subscribers) (await ChangesAsync(subscriber)).ShouldContain(outcome.After.Id);
    }

    [Fact]
    public async Task Of_a_refused_incident_nothing_is_stored()
    {
        var first = Opened();
        await Fixture.AlertOutcomes.TryStoreAsync(first, Cancel);
        var other = Opened("f2", minute: 1);
        var stale = other with { Before = first.After with { Version = 4 }, After = first.After with { Version = 5 } };

        (await Fixture.AlertOutcomes.TryStoreAsync(other, Cancel)).ShouldBe(AlertOutcomeResult.Refused, "its key is taken");
        (await Fixture.AlertOutcomes.TryStoreAsync(stale, Cancel)).ShouldBe(AlertOutcomeResult.Refused, "its version is not the next one");

        (await Fixture.Alerts.GetAsync(Organisation, other.Alerts[0].Id, Cancel)).ShouldBeNull();
        (await Fixture.Incidents.GetAsync(Organisation, first.After.Id, Cancel)).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_incident_that_stays_as_it_is_gets_no_new_version_and_its_alerts_are_stored()
    {
        var first = Opened();
        await Fixture.AlertOutcomes.TryStoreAsync(first, Cancel);
        foreach (var subscriber in Fixture.Subscribers) await ChangesAsync(subscriber);
        var alert = Samples.Alert(Organisation, "f2", minute: 1) with { IncidentId = first.After.Id };
        var same = new AlertOutcome { Before = first.After, After = first.After, Alerts = [alert] };

        (await Fixture.AlertOutcomes.TryStoreAsync(same, Cancel)).ShouldNotBe(AlertOutcomeResult.Refused);

        (await Fixture.Alerts.GetAsync(Organisation, alert.Id, Cancel)).ShouldNotBeNull();
        (await Fixture.Incidents.GetAsync(Organisation, first.After.Id, Cancel)).ShouldNotBeNull().Version.ShouldBe(1);
        foreach (var subscriber in Fixture.Subscribers) (await ChangesAsync(subscriber)).ShouldNotContain(first.After.Id);
    }

    [Fact]
    public async Task The_outcome_may_be_stored_again_after_all_of_it_but_the_incident()
    {
        var outcome = Opened();
        await Fixture.Alerts.TryPutAsync(outcome.Alerts[0], Cancel);

        (await Fixture.AlertOutcomes.TryStoreAsync(outcome, Cancel)).ShouldNotBe(AlertOutcomeResult.Refused);
        (await Fixture.AlertOutcomes.TryStoreAsync(outcome, Cancel)).ShouldBe(AlertOutcomeResult.Refused);
    }

    [Fact]
    public async Task Deliveries_end_with_the_outcome_where_there_is_a_transaction_for_both()
    {
        var queue = await Fixture.CreateQueueAsync(fifo: true);
        foreach (var body in new[] { "1", "2" })
        {
            var message = new OutgoingMessage { Body = body, GroupId = "g", DeduplicationId = Identifier.New("d") };
            await Fixture.Queue.SendAsync(queue, [message], Cancel);
        }

        var delivery = (await Fixture.Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.Zero, Cancel)).ShouldHaveSingleItem();

        var result = await Fixture.AlertOutcomes.TryStoreAsync(Opened() with { Handled = [delivery] }, Cancel);

        result.ShouldBe(Fixture.CompletesWithOutcome ? AlertOutcomeResult.Completed : AlertOutcomeResult.Stored);
        var next = await Fixture.Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.Zero, Cancel);
        next.Select(message => message.Body).ShouldBe(Fixture.CompletesWithOutcome ? ["2"] : []);
    }

    private AlertOutcome Opened(string fingerprint = "f1", int minute = 0)
    {
        var incident = Samples.Incident(Organisation, "key", minute);
        return new AlertOutcome
        {
            After = incident,
            Alerts = [Samples.Alert(Organisation, fingerprint, minute) with { IncidentId = incident.Id }],
        };
    }

    private async Task<List<string>> ChangesAsync(QueueName queue)
    {
        var incidents = new List<string>();
        while (await Fixture.Queue.ReceiveAsync(queue, 1, Visibility, TimeSpan.Zero, Cancel) is [var message])
        {
            incidents.Add(JsonSerializer.Deserialize(message.Body, CoreJson.Default.IncidentChanged)!.IncidentId);
            await Fixture.Queue.CompleteAsync(message, Cancel);
        }

        return incidents;
    }
}
