using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Rules;

public sealed class AlertReceivedHandlerTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private readonly OrganisationId _organisation = PipelineWorld.NewOrganisation();

    [Fact]
    public async Task A_firing_alert_opens_an_incident_and_asks_for_one_investigation()
    {
        var cluster = await world.AddClusterAsync(_organisation);
        var alert = Samples.Firing(_organisation);

        await HandleAsync(alert);

        var incident = await TheIncidentAsync();
        incident.Id.ShouldBe(Incident.IdOf(alert.Id));
        (incident.Status, incident.Title, incident.Severity).ShouldBe((IncidentStatus.Open, alert.Name, alert.Severity));
        (incident.ClusterId, incident.RuleId, incident.AlertCount).ShouldBe((cluster.Id, "default", 1));
        (await world.Store.Alerts.GetAsync(_organisation, alert.Id, CancellationToken.None))!.IncidentId.ShouldBe(incident.Id);
        var investigation = (await world.InvestigationsAsync(_organisation)).ShouldHaveSingleItem();
        (investigation.Id, investigation.Status).ShouldBe((incident.InvestigationId!, InvestigationStatus.Queued));
        (await RequestsAsync()).ShouldBe([investigation.Id]);
    }

    [Fact]
    public async Task An_alert_that_is_repeated_changes_nothing()
    {
        var alert = Samples.Firing(_organisation);
        await HandleAsync(alert);
        var before = await TheIncidentAsync();

        world.Time.Advance(TimeSpan.FromMinutes(1));
        await HandleAsync(alert, alert with { ReceivedAt = alert.ReceivedAt.AddMinutes(1) });

        (await TheIncidentAsync()).Version.ShouldBe(before.Version);
        (await RequestsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Alerts_that_name_only_a_namespace_join_one_incident_if_they_begin_together_and_those_of_another_do_not()
    {
        await HandleAsync(
            Samples.Firing(_organisation, "A"),
            Samples.Firing(_organisation, "B") with { Severity = Severity.Critical, StartsAt = Samples.Start.AddMinutes(-10) },
            Samples.Firing(_organisation, "C", ns: "billing"));

        var incidents = await world.IncidentsAsync(_organisation);
        incidents.Count.ShouldBe(2);
        var joined = incidents.Single(i => i.AlertCount == 2);
        joined.Alerts.Select(a => a.Name).ShouldBe(["A", "B"]);
        (joined.Severity, joined.StartsAt).ShouldBe((Severity.Critical, Samples.Start.AddMinutes(-10)));
        (await RequestsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_incident_is_resolved_when_all_of_its_alerts_are()
    {
        var (a, b) = (Samples.Firing(_organisation, "A"), Samples.Firing(_organisation, "B"));
        await HandleAsync(a, b, Samples.Resolved(a));
        (await TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Open);

        await HandleAsync(Samples.Resolved(b));

        var incident = await TheIncidentAsync();
        (incident.Status, incident.ResolvedAt).ShouldBe((IncidentStatus.Resolved, world.Time.GetUtcNow()));
        incident.Alerts.ShouldAllBe(alert => alert.Status == AlertStatus.Resolved);
    }

    [Fact]
    public async Task An_alert_that_was_never_seen_firing_opens_nothing()
    {
        var alert = Samples.Resolved(Samples.Firing(_organisation));

        await HandleAsync(alert);

        (await world.IncidentsAsync(_organisation)).ShouldBeEmpty();
        (await RequestsAsync()).ShouldBeEmpty();
        (await world.Store.Alerts.GetAsync(_organisation, alert.Id, CancellationToken.None))!.Status.ShouldBe(AlertStatus.Resolved);
    }

    [Fact]
    public async Task An_alert_that_comes_firing_after_it_was_resolved_opens_nothing_and_joins_nothing()
    {
        var late = Samples.Firing(_organisation, "A");
        await HandleAsync(Samples.Resolved(late), late);
        (await world.IncidentsAsync(_organisation)).ShouldBeEmpty();

        var other = Samples.Firing(_organisation, "B");
        await HandleAsync(other, late, Samples.Resolved(other));

        (await TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task An_alert_of_a_resolved_incident_that_is_repeated_late_does_not_open_it_again()
    {
        var alert = Samples.Firing(_organisation);
        await HandleAsync(alert, Samples.Resolved(alert), alert, Samples.Resolved(alert));

        (await TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task An_alert_that_fires_again_after_the_resolution_opens_a_new_incident()
    {
        var alert = Samples.Firing(_organisation);
        var again = Samples.Firing(_organisation, occurrence: 1);

        await HandleAsync(alert, Samples.Resolved(alert), again);

        var incidents = await world.IncidentsAsync(_organisation);
        incidents.Select(i => (i.Id, i.Status)).ShouldBe(
            [(Incident.IdOf(again.Id), IncidentStatus.Open), (Incident.IdOf(alert.Id), IncidentStatus.Resolved)],
            ignoreOrder: true);
        (await RequestsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_rule_only_records_opens_nothing()
    {
        var alert = Samples.Firing(_organisation, "Watchdog") with { Severity = Severity.None };

        await HandleAsync(alert);

        (await world.IncidentsAsync(_organisation)).ShouldBeEmpty();
        (await world.Store.Alerts.GetAsync(_organisation, alert.Id, CancellationToken.None)).ShouldNotBeNull().IncidentId.ShouldBeNull();
    }

    [Fact]
    public async Task An_organisation_s_own_rules_come_before_the_default_ones()
    {
        await PutRulesAsync(
            new Rule { Id = "no-warnings", When = new RuleCondition { Match = "alert.severity=warning" }, Do = RuleAction.Suppress },
            new Rule { Id = "pages", When = new RuleCondition { Match = "alert.severity=critical" }, Do = RuleAction.Investigate });

        await HandleAsync(
            Samples.Firing(_organisation, "A"),
            Samples.Firing(_organisation, "B", workload: "b") with { Severity = Severity.Critical },
            Samples.Firing(_organisation, "C", workload: "c") with { Severity = Severity.Info });

        (await world.IncidentsAsync(_organisation)).Select(i => (i.RuleId, i.Title))
            .ShouldBe([("pages", "B"), ("default", "C")], ignoreOrder: true);
    }

    [Fact]
    public async Task An_alert_that_a_rule_only_shows_is_not_investigated_until_one_joins_that_is()
    {
        await PutRulesAsync(
            new Rule
            {
                Id = "show",
                When = new RuleCondition { Match = "alert.severity=warning" },
                Do = RuleAction.Notify,
                Tags = ["quiet"],
                Route = "C0QUIET",
            });
        await HandleAsync(Samples.Firing(_organisation, "A", workload: "web"));
        var shown = await TheIncidentAsync();
        (shown.InvestigationId, shown.WhyNotInvestigated, shown.Route).ShouldBe((null, "Rule show asks for no investigation.", "C0QUIET"));
        shown.Tags.ShouldBe(["quiet"]);
        (await RequestsAsync()).ShouldBeEmpty();

        await HandleAsync(Samples.Firing(_organisation, "B", workload: "web") with { Severity = Severity.Critical });

        var investigated = await TheIncidentAsync();
        (investigated.Attempt, investigated.WhyNotInvestigated).ShouldBe((1, null));
        (await RequestsAsync()).ShouldBe([investigated.InvestigationId!]);
    }

    [Fact]
    public async Task An_incident_is_resolved_though_a_rule_suppresses_its_alerts_by_then()
    {
        var alert = Samples.Firing(_organisation);
        await HandleAsync(alert);
        await PutRulesAsync(new Rule { Id = "nothing", Do = RuleAction.Suppress });

        await HandleAsync(Samples.Firing(_organisation, "B"), Samples.Resolved(alert));

        (await TheIncidentAsync()).Status.ShouldBe(IncidentStatus.Resolved);
    }

    [Fact]
    public async Task A_cooldown_leaves_further_incidents_of_a_rule_uninvestigated()
    {
        await PutRulesAsync(new Rule { Id = "two", Do = RuleAction.Investigate, Cooldown = new RuleCooldown(60, RulePer.Rule, Max: 2) });
        foreach (var workload in (string[])["a", "b", "c"]) await HandleAsync(Samples.Firing(_organisation, workload, workload: workload));

        var incidents = await world.IncidentsAsync(_organisation);
        incidents.Count(i => i.InvestigationId is not null).ShouldBe(2);
        incidents.Single(i => i.InvestigationId is null).WhyNotInvestigated.ShouldBe(
            "Rule two allows 2 investigated in 60 minutes, for each Rule.");
        (await RequestsAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Investigations_of_a_higher_priority_come_first_whatever_the_severity()
    {
        var terms = new InvestigationTerms { Priority = 9, Models = [] };
        await PutRulesAsync(
            new Rule
            {
                Id = "first",
                When = new RuleCondition { Match = "alert.workload=b" },
                Do = RuleAction.Investigate,
                Investigation = terms,
            });
        await HandleAsync(Samples.Firing(_organisation, "A", workload: "a") with { Severity = Severity.Critical });
        await HandleAsync(Samples.Firing(_organisation, "B", workload: "b") with { Severity = Severity.Info });

        var incidents = (await world.IncidentsAsync(_organisation)).ToDictionary(incident => incident.RuleId);
        incidents["first"].Terms.ShouldNotBeNull().Models.ShouldBeEmpty();
        incidents["default"].Terms.ShouldBeNull();
        (await RequestsAsync()).ShouldBe([incidents["first"].InvestigationId!, incidents["default"].InvestigationId!]);
    }

    [Fact]
    public async Task A_rule_matches_after_a_number_of_alerts_within_a_time()
    {
        await PutRulesAsync(
            new Rule { Id = "third", After = new RuleRate(3, 10, RulePer.Workload), Do = RuleAction.Investigate },
            new Rule { Id = "nothing", Do = RuleAction.Suppress });
        var start = world.Time.GetUtcNow();
        Alert At(int minute) =>
            Samples.Firing(_organisation, $"A{minute}", workload: "web") with { StartsAt = start.AddMinutes(minute - 30) };

        world.Time.SetUtcNow(start.AddMinutes(1));
        await HandleAsync(At(1), At(26), At(28));
        (await world.IncidentsAsync(_organisation)).ShouldBeEmpty("of the three one is too old");
        await HandleAsync(At(29));

        (await TheIncidentAsync()).RuleId.ShouldBe("third");
    }

    [Fact]
    public async Task An_alert_that_names_an_unknown_cluster_is_not_looked_for_in_the_only_known_one()
    {
        await world.AddClusterAsync(_organisation, "staging");
        var labels = new Dictionary<string, string> { ["namespace"] = "shop", ["cluster"] = "production" };

        await HandleAsync(Samples.Firing(_organisation) with { Labels = labels });

        (await TheIncidentAsync()).ClusterId.ShouldBeNull();
    }

    [Fact]
    public async Task The_cluster_is_the_one_that_the_label_names_or_the_only_one()
    {
        await world.AddClusterAsync(_organisation, "staging");
        var production = await world.AddClusterAsync(_organisation, "production");
        var labels = new Dictionary<string, string> { ["namespace"] = "shop", ["cluster"] = "production" };

        await HandleAsync(Samples.Firing(_organisation) with { Labels = labels }, Samples.Firing(_organisation, "B"));

        (await world.IncidentsAsync(_organisation)).Select(i => i.ClusterId).ShouldBe([production.Id, null], ignoreOrder: true);
    }

    [Fact]
    public async Task Alerts_beyond_those_that_are_listed_are_counted_once()
    {
        for (var i = 0; i < Incident.MaxAlerts + 1; i++) await HandleAsync(Samples.Firing(_organisation, $"A{i}"));
        var last = Samples.Firing(_organisation, $"A{Incident.MaxAlerts}");

        await HandleAsync(last, last, Samples.Resolved(last));

        var incident = await TheIncidentAsync();
        (incident.Alerts.Count, incident.AlertCount).ShouldBe((Incident.MaxAlerts, Incident.MaxAlerts + 1));
    }

    [Fact]
    public async Task A_long_title_is_cut_between_characters()
    {
        await HandleAsync(Samples.Firing(_organisation) with { Summary = new string('x', 198) + "🚒🚒🚒" });

        (await TheIncidentAsync()).Title.ShouldBe(new string('x', 198) + "…");
    }

    [Fact]
    public async Task A_receiver_that_reads_the_resolution_before_the_attempt_is_cancelled_gets_another_message()
    {
        var alert = Samples.Firing(_organisation);
        await HandleAsync(alert);
        await TakeChangesAsync();
        var rules = world.RulesOver(new WatchedOutcomes(world.Store.AlertOutcomes, async () =>
        {
            (await TakeChangesAsync()).ShouldBe(1);
            (await world.InvestigationsAsync(_organisation)).ShouldHaveSingleItem().HasEnded.ShouldBeFalse();
        }));

        await rules.HandleAsync(new AlertReceived(Samples.Resolved(alert)), Deliveries.First(Queues.Alerts), CancellationToken.None);

        (await world.InvestigationsAsync(_organisation)).ShouldHaveSingleItem().HasEnded.ShouldBeTrue();
        (await TakeChangesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Workers_that_handle_alerts_of_one_key_at_once_open_one_incident()
    {
        var alerts = Enumerable.Range(0, 12).Select(i => Samples.Firing(_organisation, $"A{i % 6}")).ToList();

        await Parallel.ForEachAsync(alerts, async (alert, _) => await HandleAsync(alert));

        var incident = await TheIncidentAsync();
        incident.Alerts.Select(a => a.Name).ShouldBe(["A0", "A1", "A2", "A3", "A4", "A5"], ignoreOrder: true);
        incident.AlertCount.ShouldBe(6);
        (await RequestsAsync()).ShouldBe([incident.InvestigationId!]);
    }

    [Fact]
    public async Task Workers_that_resolve_and_add_at_once_leave_no_alert_without_an_open_incident()
    {
        for (var round = 0; round < 10; round++)
        {
            var organisation = PipelineWorld.NewOrganisation();
            var (a, b) = (Samples.Firing(organisation, "A"), Samples.Firing(organisation, "B"));
            await HandleAsync(a);

            await Task.WhenAll(HandleAsync(Samples.Resolved(a)), HandleAsync(b));

            var open = (await world.IncidentsAsync(organisation)).Where(i => i.Status == IncidentStatus.Open).ShouldHaveSingleItem();
            open.Alerts.ShouldContain(alert => alert.Id == b.Id && alert.Status == AlertStatus.Firing);
        }
    }

    private async Task<int> TakeChangesAsync() =>
        (await world.TakeAllAsync(Queues.Notifications, CoreJson.Default.NotificationMessage))
        .Count(message => message.Organisation == _organisation);

    private async Task HandleAsync(params Alert[] alerts)
    {
        foreach (var alert in alerts)
        {
            var result = await world.Rules.HandleAsync(
                new AlertReceived(alert), Deliveries.First(Queues.Alerts), CancellationToken.None);
            result.ShouldBeOfType<HandlerResult.Done>();
        }
    }

    private async Task PutRulesAsync(params Rule[] rules)
    {
        var latest = await world.Store.Rules.GetLatestAsync(_organisation, CancellationToken.None);
        var next = new RuleSet
        {
            Organisation = _organisation,
            Version = (latest?.Version ?? 0) + 1,
            ChangedAt = world.Time.GetUtcNow(),
            Rules = rules,
        };
        (await world.Store.Rules.TryPutAsync(next, CancellationToken.None)).ShouldBeTrue();
    }

    private async Task<Incident> TheIncidentAsync() => (await world.IncidentsAsync(_organisation)).ShouldHaveSingleItem();

    private async Task<IReadOnlyList<string>> RequestsAsync() =>
        [.. (await world.TakeAllAsync(Queues.Investigations, CoreJson.Default.InvestigationRequested))
            .Where(r => r.Organisation == _organisation).Select(r => r.InvestigationId)];

    private sealed class WatchedOutcomes(IAlertOutcomeStore inner, Func<Task> stored) : IAlertOutcomeStore
    {
        public async Task<AlertOutcomeResult> TryStoreAsync(AlertOutcome outcome, CancellationToken cancellationToken)
        {
            var result = await inner.TryStoreAsync(outcome, cancellationToken);
            await stored();
            return result;
        }
    }
}
