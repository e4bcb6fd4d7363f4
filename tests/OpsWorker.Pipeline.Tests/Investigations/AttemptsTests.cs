using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Tests.Incidents;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Investigations;

/// <summary>An incident is investigated again when there is a reason, once for each, and not without end.</summary>
public sealed class AttemptsTests : IAsyncLifetime
{
    private const string Checkout = "alertname=A namespace=shop deployment=checkout";

    private readonly PipelineWorld _world = new();
    private readonly AlertWorld _alerts;
    private Cluster _cluster = null!;

    public AttemptsTests() => _alerts = new AlertWorld(_world);

    public async ValueTask InitializeAsync() => _cluster = await _world.AddClusterAsync(_alerts.Organisation);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_alert_of_another_name_that_joins_leads_to_another_attempt_after_a_moment()
    {
        await _alerts.FireAsync(Checkout);
        await RunAsync(answers: true);
        await _alerts.FireAsync("alertname=B namespace=shop pod=checkout-7d9f8b6c5d-x2v9k");
        await _alerts.FireAsync("alertname=C namespace=shop pod=checkout-7d9f8b6c5d-x2v9k");
        (await AttemptsAsync()).Count.ShouldBe(1);

        _world.Time.Advance(TimeSpan.FromSeconds(21));
        await RunAsync(answers: true);

        var attempts = await AttemptsAsync();
        attempts.Select(a => (a.Attempt, a.Reason, a.ReasonDetail, a.Status)).ShouldBe(
        [
            (1, AttemptReason.Opened, null, InvestigationStatus.Completed),
            (2, AttemptReason.AlertJoined, "B of shop/checkout", InvestigationStatus.Completed),
        ]);
        (await _alerts.TheIncidentAsync()).InvestigationId.ShouldBe(attempts[1].Id);
        attempts[1].Report!.Earlier.ShouldHaveSingleItem().Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
    }

    [Fact]
    public async Task Another_pod_of_the_same_alert_leads_to_no_attempt()
    {
        await _alerts.FireAsync("alertname=A namespace=shop pod=checkout-7d9f8b6c5d-x2v9k");
        await _alerts.FireAsync("alertname=A namespace=shop pod=checkout-7d9f8b6c5d-l4m7p");

        (await _alerts.TheIncidentAsync()).NextAttempt.ShouldBeNull();
    }

    [Fact]
    public async Task An_alert_that_joins_while_an_attempt_runs_waits_for_its_end()
    {
        await _alerts.FireAsync(Checkout);
        await DeliverAsync(answers: false);
        await _alerts.FireAsync("alertname=B namespace=shop deployment=checkout");
        _world.Time.Advance(TimeSpan.FromSeconds(19));
        await DeliverAsync(answers: false);
        (await AttemptsAsync()).ShouldHaveSingleItem().Status.ShouldBe(InvestigationStatus.Running);

        await DeliverAsync(answers: true);
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        await RunAsync(answers: true);

        (await AttemptsAsync()).Select(a => a.Status).ShouldBe([InvestigationStatus.Completed, InvestigationStatus.Completed]);
    }

    [Fact]
    public async Task The_cause_is_found_without_a_new_alert_once_the_agent_is_back()
    {
        await HeartbeatAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        await _alerts.FireAsync(Checkout);
        await RunAsync(answers: false);
        _world.Time.Advance(InvestigationRunner.DisconnectedTimeLimit);
        await RunAsync(answers: false);
        (await AttemptsAsync()).ShouldHaveSingleItem().Report!.Headline.ShouldBe(
            "Cluster production did not answer, so nothing could be looked at.");
        _world.Time.Advance(TimeSpan.FromHours(2));
        await RunAsync(answers: false);
        (await AttemptsAsync()).ShouldHaveSingleItem();

        await HeartbeatAsync();
        await HeartbeatAsync();
        await RunAsync(answers: true);

        var attempts = await AttemptsAsync();
        attempts.Select(a => (a.Reason, a.Report!.Diagnosis.Verdict)).ShouldBe(
            [(AttemptReason.Opened, CauseCode.ClusterUnreachable), (AttemptReason.ClusterBack, CauseCode.ImageReferenceInvalid)]);
    }

    [Fact]
    public async Task An_agent_that_is_connected_and_did_not_answer_is_asked_again()
    {
        await HeartbeatAsync();
        await _alerts.FireAsync(Checkout);
        await RunAsync(answers: false);
        for (var i = 0; i < 6; i++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(20));
            await HeartbeatAsync();
        }

        await RunAsync(answers: false);
        (await AttemptsAsync()).ShouldHaveSingleItem().Status.ShouldBe(InvestigationStatus.Completed);
        _world.Time.Advance(AttemptPolicy.Unanswered);
        await RunAsync(answers: true);

        (await AttemptsAsync())[^1].Report!.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
    }

    [Fact]
    public async Task A_cluster_that_was_unknown_is_asked_once_it_is_added()
    {
        await _alerts.FireAsync(Checkout + " cluster=elsewhere");
        await RunAsync(answers: false);
        var headline = (await AttemptsAsync()).ShouldHaveSingleItem().Report!.Headline;
        headline.ShouldStartWith("Cluster \"elsewhere\" is not registered");

        _cluster = await _world.AddClusterAsync(_alerts.Organisation, "elsewhere");
        await HeartbeatAsync();
        await RunAsync(answers: true);

        (await _alerts.TheIncidentAsync()).ClusterId.ShouldBe(_cluster.Id);
        (await AttemptsAsync())[^1].Report!.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
    }

    [Fact]
    public async Task What_was_not_found_is_looked_for_again_twice_while_the_alert_fires()
    {
        await _alerts.FireAsync("alertname=A namespace=billing deployment=invoices");
        for (var i = 0; i < 10; i++)
        {
            await RunAsync(answers: true);
            _world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        (await AttemptsAsync()).Select(a => (a.Reason, (a.RequestedAt - TestStart).TotalMinutes)).ShouldBe(
            [(AttemptReason.Opened, 0), (AttemptReason.NotFoundPersists, 5), (AttemptReason.NotFoundPersists, 20)]);
    }

    [Fact]
    public async Task What_was_not_found_is_not_looked_for_again_once_it_is_resolved()
    {
        var alert = await _alerts.FireAsync("alertname=A namespace=billing deployment=invoices");
        await RunAsync(answers: true);
        await _alerts.ResolveAsync(alert);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        await RunAsync(answers: true);

        (await AttemptsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_person_gets_another_attempt_at_once_also_of_a_resolved_incident()
    {
        var alert = await _alerts.FireAsync(Checkout);
        await RunAsync(answers: true);
        await _alerts.ResolveAsync(alert);

        await RequestAsync();
        await RunAsync(answers: true);

        (await AttemptsAsync())[^1].ShouldSatisfyAllConditions(
            a => a.Reason.ShouldBe(AttemptReason.Requested),
            a => a.ReasonDetail.ShouldBe("ann"),
            a => a.Status.ShouldBe(InvestigationStatus.Completed));
    }

    [Fact]
    public async Task Requests_while_an_attempt_runs_become_one_and_attempts_are_capped()
    {
        await _alerts.FireAsync(Checkout);
        await RequestAsync();
        await RequestAsync();
        await RunAsync(answers: true);
        (await AttemptsAsync()).Count.ShouldBe(2);

        for (var i = 0; i < 30; i++)
        {
            await RequestAsync();
            await RunAsync(answers: true);
        }

        (await AttemptsAsync()).Count.ShouldBe(Attempts.Max);
    }

    [Fact]
    public async Task Alerts_that_keep_joining_lead_to_a_few_attempts()
    {
        await _alerts.FireAsync(Checkout);
        for (var i = 0; i < 20; i++)
        {
            await _alerts.FireAsync($"alertname=B{i} namespace=shop deployment=checkout");
            _world.Time.Advance(TimeSpan.FromMinutes(1));
            await RunAsync(answers: true);
        }

        (await AttemptsAsync()).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_cause_that_an_earlier_attempt_found_is_kept_with_less_confidence_where_it_is_not_seen_any_more()
    {
        await _alerts.FireAsync(Checkout);
        await RunAsync(answers: true);
        var first = (await AttemptsAsync())[0].Report!.Diagnosis.Causes[0];
        await _alerts.FireAsync("alertname=B namespace=shop deployment=checkout");
        _world.Time.Advance(TimeSpan.FromSeconds(21));
        await RunAsync(answers: false);
        _world.Time.Advance(InvestigationRunner.TimeLimit);
        await RunAsync(answers: false);

        var report = (await AttemptsAsync())[1].Report!;
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ImageReferenceInvalid);
        report.Diagnosis.Causes[0].Confidence.ShouldBeLessThan(first.Confidence);
        report.Limitation.ShouldNotBeNull().ShouldStartWith(
            "The cluster did not answer this attempt; the cause is what attempt 1 found at ");
    }

    [Fact]
    public async Task An_incident_whose_cause_another_open_one_found_first_names_it()
    {
        await _alerts.FireAsync(Checkout);
        await RunAsync(answers: true);
        var first = await _alerts.TheIncidentAsync();
        await _alerts.FireAsync("alertname=Errors namespace=shop service=frontend");
        await RunAsync(answers: true);

        var second = (await _alerts.IncidentsAsync()).Single(i => i.Id != first.Id);
        second.SameCause.ShouldBe(new SameCause(first.Id, first.Title));
        (await _alerts.IncidentsAsync()).Single(i => i.Id == first.Id).SameCause.ShouldBeNull();
    }

    private static DateTimeOffset TestStart => OpsWorker.Testing.TestClock.Start;

    private Task<HandlerResult> HeartbeatAsync() => _world.Heartbeats.HandleAsync(
        new AgentHeartbeat { ClusterId = _cluster.Id, AgentVersion = "1.0.0" }, Deliveries.First(Queues.Results), CancellationToken.None);

    private async Task RequestAsync() => await _world.Attempts.RequestAsync(
        _alerts.Organisation,
        (await _alerts.TheIncidentAsync()).Id,
        new AttemptRequest(AttemptReason.Requested, _world.Time.GetUtcNow(), "ann"),
        CancellationToken.None);

    private async Task<IReadOnlyList<Investigation>> AttemptsAsync() =>
        [.. (await _world.InvestigationsAsync(_alerts.Organisation)).OrderBy(i => i.Attempt)];

    /// <summary>Delivers messages until there are none; without answers the agent takes no command.</summary>
    private async Task RunAsync(bool answers)
    {
        while (await DeliverAsync(answers) > 0)
        {
        }
    }

    private async Task<int> DeliverAsync(bool answers)
    {
        var handled = await _world.DeliverAsync(
            Queues.Investigations, new InvestigationRequestedHandler(_world.Runner), CoreJson.Default.InvestigationRequested);
        var delayed = new DeadlineMessageHandler(
            new InvestigationDeadlineHandler(_world.Runner),
            new AttemptDueHandler(_world.Attempts),
            new EscalationDueHandler(_world.Escalations));
        handled += await _world.DeliverAsync(Queues.Deadlines, delayed, CoreJson.Default.DeadlineMessage);
        if (!answers) return handled;
        foreach (var command in await _world.TakeAllAsync(Queues.Commands(_cluster.Id), CoreJson.Default.AgentCommand))
        {
            await _world.Results.HandleAsync(
                TinyCluster.Answer(command, _world.Time.GetUtcNow()), Deliveries.First(Queues.Results), CancellationToken.None);
            handled++;
        }

        return handled;
    }
}
