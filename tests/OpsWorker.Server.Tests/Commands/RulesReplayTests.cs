using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Rules.Files;
using OpsWorker.Server.Commands.Rules;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

/// <summary>The summary of replayed rules: investigations, their cost, and what windows and silences hide.</summary>
public sealed class RulesReplayTests
{
    private static readonly DateTimeOffset s_start = TestClock.Start;
    private static readonly Actor s_ada = new(ActorKind.SlackUser, "U1", "ada");

    [Fact]
    public void A_cooldown_counts_as_it_would_have()
    {
        const string rules = "rules: [{id: one, do: investigate, cooldown: {minutes: 60, per: rule}}]";

        var lines = Summary(rules, [At(0, "A", "inc_1"), At(1, "B", "inc_2"), At(2, "B", "inc_2"), At(61, "C", "inc_3")]);

        lines.ShouldContain("incidents: 3, of which 2 investigated and 1 only shown, 1 because of a cooldown");
    }

    [Fact]
    public void The_cost_is_that_of_the_incidents_which_the_rules_investigate_within_their_budgets()
    {
        const string rules = """
            rules:
              - {id: cheap, when: {match: alertname=A}, do: investigate, investigation: {budget: {money: 0.02}}}
              - {id: none, when: {match: alertname=B}, do: investigate, investigation: {models: []}}
              - {id: shown, when: {match: alertname=C}, do: notify}
            """;
        PastInvestigation[] past = [Cost("inc_1", 0.05m), Cost("inc_2", 0.10m), Cost("inc_3", 0.20m), Cost("inc_4", 0.01m)];

        var lines = Summary(
            rules, [At(0, "A", "inc_1"), At(1, "B", "inc_2"), At(2, "C", "inc_3"), At(3, "D", "inc_4"), At(4, "E", null)], past);

        lines.ShouldContain("  models cost $0.3600; with these rules $0.0300, and the cost of 1 that were not investigated");
    }

    [Fact]
    public void A_window_and_a_silence_list_what_they_hide()
    {
        var rules = $"""
            maintenance:
              - name: Move
                from: {s_start.AddMinutes(10):O}
                to: {s_start.AddMinutes(20):O}
            """;
        var silenced = IncidentSamples.Incident() with
        {
            Id = "inc_1",
            Silenced = new IncidentSilence(s_ada, s_start.AddMinutes(1), s_start.AddMinutes(5)),
        };
        PastInvestigation[] past = [new("inc_1", s_start.AddMinutes(2), "The image does not exist", null)];

        var lines = Summary(
            rules,
            [At(0, "A", "inc_1"), At(4, "A", "inc_1"), At(9, "A", "inc_1"), At(10, "B", "inc_2"), At(15, "B", "inc_2")],
            past,
            silenced);

        lines.ShouldContain("maintenance Move hides 2 alerts, worst critical: 2 would be investigated, 0 shown");
        lines.ShouldContain("    B ×2");
        lines.ShouldContain($"silence of inc_1 by ada, {s_start.AddMinutes(1):u} to {s_start.AddMinutes(5):u}: hid 1 alerts: A ×1");
        lines.ShouldContain("    and a cause: The image does not exist");
    }

    private static IReadOnlyList<string> Summary(
        string rules, IReadOnlyList<Alert> alerts, PastInvestigation[]? past = null, params Incident[] incidents)
    {
        var replayed = RuleReplay.RunWithHidden(alerts, [], RuleText.Parse(rules).Compile());
        return [.. RulesReplay.Summary(replayed, RuleReplay.Incidents(replayed, []), new ReplayedPast(incidents, past ?? []))];
    }

    private static PastInvestigation Cost(string incident, decimal cost) => new(incident, s_start, null, cost);

    private static Alert At(int minutes, string name, string? incident) => new()
    {
        Id = $"alr_{name}{minutes}",
        Organisation = new OrganisationId("org_1"),
        Source = "alertmanager",
        Fingerprint = name,
        Status = AlertStatus.Firing,
        Name = name,
        Severity = Severity.Critical,
        Summary = name,
        Labels = new Dictionary<string, string> { ["alertname"] = name, ["namespace"] = "shop", ["deployment"] = name },
        StartsAt = s_start.AddMinutes(minutes),
        ReceivedAt = s_start.AddMinutes(minutes),
        IncidentId = incident,
    };
}
