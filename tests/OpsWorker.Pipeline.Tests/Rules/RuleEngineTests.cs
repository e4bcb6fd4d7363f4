using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Rules.Files;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Rules;

public sealed class RuleEngineTests
{
    // A Monday.
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private readonly OrganisationId _organisation = new("org_1");

    [Fact]
    public void The_first_rule_that_matches_decides()
    {
        var rules = Rules(Rule("billing", "namespace=billing"), Rule("second", ""), Rule("third", ""));

        Decide(Alert("namespace=shop"), rules).DecidedBy.ShouldBe("second");
        Decide(Alert("namespace=billing"), rules).DecidedBy.ShouldBe("billing");
    }

    [Fact]
    public void The_trials_say_what_matched_and_why_the_others_did_not()
    {
        var rules = Rules(Rule("billing", "namespace=billing"), Rule("all", "namespace=~.+"), Rule("rest", ""));
        var tried = Decide(Alert("namespace=shop"), rules).Tried;

        tried.ShouldBe(
        [
            new RuleTrial("billing", "\"namespace\"=\"billing\" does not hold: it is \"shop\""), new RuleTrial("all", null),
        ]);
    }

    [Theory]
    [InlineData("alert.severity=critical", true)]
    [InlineData("severity=page", true)]
    [InlineData("alert.severity=page", false)]
    [InlineData("alert.name=KubePodNotReady", true)]
    [InlineData("alert.source=alertmanager", true)]
    [InlineData("alert.workload=web", true)]
    [InlineData("alert.namespace=shop", true)]
    [InlineData("alert.node=\"\"", true)]
    [InlineData("team=\"\"", true)]
    [InlineData("team!=\"\"", false)]
    public void Matchers_are_about_labels_and_normalised_fields(string match, bool matches)
    {
        var alert = Alert("severity=page namespace=shop deployment=web") with { Severity = Severity.Critical };

        (Decide(alert, Rules(Rule("r", match))).DecidedBy == "r").ShouldBe(matches);
    }

    [Fact]
    public void Conditions_are_joined_by_and_or_and_not()
    {
        var condition = new RuleCondition
        {
            All = [new RuleCondition { Match = "a=1" }, new RuleCondition { Match = "b=1" }],
            Any = [new RuleCondition { Match = "c=1" }, new RuleCondition { Match = "c=2" }],
            Not = new RuleCondition { Match = "d=1" },
        };
        var rules = Rules(new Rule { Id = "r", When = condition, Do = RuleAction.Notify });
        bool Matches(string labels) => Decide(Alert(labels), rules).DecidedBy == "r";

        Matches("a=1 b=1 c=2").ShouldBeTrue();
        Matches("a=1 b=1 c=2 d=2").ShouldBeTrue();
        Matches("a=1 b=1 c=2 d=1").ShouldBeFalse();
        Matches("a=1 b=1 c=3").ShouldBeFalse();
        Matches("a=1 c=1").ShouldBeFalse();
    }

    [Fact]
    public void The_labels_of_the_cluster_are_matched_apart_from_the_alert_s()
    {
        var cluster = new Cluster
        {
            Id = "cl_1",
            Organisation = _organisation,
            Name = "eu",
            Environment = "production",
            Labels = new Dictionary<string, string> { ["tier"] = "gold" },
            CreatedAt = Now,
        };
        var condition = new RuleCondition { Cluster = "environment=production,tier=gold,name=eu" };
        var rules = Rules(new Rule { Id = "r", When = condition, Do = RuleAction.Notify });

        RuleEngine.Decide(Alert(""), cluster, rules, Now, []).DecidedBy.ShouldBe("r");
        RuleEngine.Decide(Alert(""), cluster with { Environment = "test" }, rules, Now, []).DecidedBy.ShouldBe("default");
        Decide(Alert("environment=production tier=gold"), rules).DecidedBy.ShouldBe("default");
    }

    [Theory]
    [InlineData("mon-fri", "09:00", "17:00", "UTC", "2026-03-02T09:00:00Z", true)]
    [InlineData("mon-fri", "09:00", "17:00", "UTC", "2026-03-02T17:00:00Z", false)]
    [InlineData("mon-fri", "09:00", "17:00", "UTC", "2026-03-01T10:00:00Z", false)]
    [InlineData("sat-mon", "09:00", "17:00", "UTC", "2026-03-01T10:00:00Z", true)]
    [InlineData("mon", "09:00", "17:00", "Europe/Berlin", "2026-03-02T08:00:00Z", true)]
    [InlineData("mon", "09:00", "17:00", "Europe/Berlin", "2026-03-02T16:00:00Z", false)]
    [InlineData("mon", "09:00", "17:00", "Europe/Berlin", "2026-07-06T07:00:00Z", true)]
    [InlineData("mon", "22:00", "06:00", "UTC", "2026-03-02T23:00:00Z", true)]
    [InlineData("mon", "22:00", "06:00", "UTC", "2026-03-03T05:59:00Z", true)]
    [InlineData("mon", "22:00", "06:00", "UTC", "2026-03-02T05:00:00Z", false)]
    [InlineData("sun", "00:00", "24:00", "UTC", "2026-03-01T23:59:59Z", true)]
    public void Times_are_by_the_clock_of_their_zone(string days, string from, string to, string zone, string at, bool matches)
    {
        var time = new RuleTime { Days = [days], From = from, To = to, Zone = zone };
        var rules = Rules(new Rule { Id = "r", When = new RuleCondition { During = [time] }, Do = RuleAction.Notify });
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        (RuleEngine.Decide(Alert(""), null, rules, moment, []).DecidedBy == "r").ShouldBe(matches);
    }

    [Fact]
    public void A_rule_that_continues_adds_and_a_later_one_takes_its_place()
    {
        var rules = Rules(
            new Rule { Id = "tag", Tags = ["a"], Route = "C1", Continue = true },
            Rule("quiet", "team=ops") with { Do = RuleAction.Suppress, Tags = ["b"], Continue = true },
            Rule("show", "team=~ops|db") with { Route = "C2" });

        var ops = Decide(Alert("team=ops"), rules);
        (ops.Action, ops.DecidedBy, ops.Route).ShouldBe((RuleAction.Notify, "show", "C2"));
        ops.Tags.ShouldBe(["a", "b"]);
        var other = Decide(Alert("team=web"), rules);
        (other.Action, other.DecidedBy, other.Route).ShouldBe((RuleAction.Investigate, "default", "C1"));
    }

    [Theory]
    [InlineData(Severity.None, RuleAction.Suppress)]
    [InlineData(Severity.Unknown, RuleAction.Investigate)]
    [InlineData(Severity.Info, RuleAction.Investigate)]
    [InlineData(Severity.Critical, RuleAction.Investigate)]
    public void By_default_everything_that_is_meant_for_people_is_investigated(Severity severity, RuleAction action) =>
        Decide(Alert("") with { Severity = severity }, CompiledRules.Default).Action.ShouldBe(action);

    [Fact]
    public void The_terms_of_investigations_are_written_in_the_rule()
    {
        var rules = RuleText.Parse(
            """
            rules:
              - id: cheap
                investigation: {models: []}
                continue: true
              - id: database
                when: {match: team=db}
                do: investigate
                investigation: {priority: 9, models: [choose, lookFurther], budget: {tokens: 5000, money: 0.02}}
            """);
        var read = RuleText.Parse(rules.Write()).Compile();

        var terms = Decide(Alert("team=db"), read).Terms.ShouldNotBeNull();
        (terms.Priority, terms.Budget).ShouldBe((9, new ModelLimit(5000, 0.02m)));
        terms.Models.ShouldBe([ModelStage.Choose, ModelStage.LookFurther]);
        Decide(Alert("team=web"), read).Terms.ShouldNotBeNull().Models.ShouldBeEmpty();
        Decide(Alert("team=web"), CompiledRules.Default).Terms.ShouldBeNull();
    }

    [Fact]
    public void The_text_of_rules_is_written_as_people_write_it()
    {
        const string text = """
            rules:
              - id: database
                name: "Pages of the database"
                when:
                  any:
                    - match: "team=\"db\""
                    - during:
                        - days:
                            - mon-fri
                          from: "08:00"
                          to: "18:00"
                          zone: Europe/Berlin
                do: investigate
                tags:
                  - db
                cooldown:
                  minutes: 60
                  per: fingerprint
                  max: 1
                investigation:
                  models: []
                escalate: []

            """;

        Lines(RuleText.Parse(text).Write()).ShouldBe(Lines(text));
        static IEnumerable<string> Lines(string yaml) => yaml.Split('\n').Select(line => line.Trim());
    }

    [Fact]
    public void An_escalation_is_read_and_written_and_the_last_rule_that_states_one_counts()
    {
        var rules = RuleText.Parse(
            """
            rules:
              - id: all
                escalate: [{minutes: 30, mention: here}]
                continue: true
              - id: database
                when: {match: team=db}
                do: investigate
                escalate: [{minutes: 10, mention: S0DB}, {minutes: 30, route: C0ALL}]
            """);
        var read = RuleText.Parse(rules.Write()).Compile();

        Decide(Alert("team=db"), read).Escalation.ShouldBe([new EscalationStep(10, "S0DB"), new EscalationStep(30, null, "C0ALL")]);
        Decide(Alert("team=web"), read).Escalation.ShouldBe([new EscalationStep(30, "here")]);
    }

    [Fact]
    public void Alerts_in_a_maintenance_window_are_recorded_only()
    {
        var shop = new RuleCondition { Match = "namespace=shop" };
        var once = new MaintenanceWindow { Name = "move", From = Now, To = Now.AddHours(1), When = shop };
        var weekly = new MaintenanceWindow { Name = "patching", Weekly = [new RuleTime { Days = ["sun"], From = "02:00", To = "04:00" }] };
        var rules = new CompiledRules([], [once, weekly]);

        Decide(Alert("namespace=shop"), rules).DecidedBy.ShouldBe("maintenance move");
        Decide(Alert("namespace=billing"), rules).Action.ShouldBe(RuleAction.Investigate);
        RuleEngine.Decide(Alert("namespace=shop"), null, rules, Now.AddHours(1), []).Action.ShouldBe(RuleAction.Investigate);
        RuleEngine.Decide(Alert(""), null, rules, Now.AddDays(-1).AddHours(-6), []).DecidedBy.ShouldBe("maintenance patching");
    }

    [Theory]
    [InlineData("id", "rules[0].id")]
    [InlineData("twice", "rules[1].id")]
    [InlineData("do", "rules[0].do")]
    [InlineData("match", "rules[0].when.any[0].match")]
    [InlineData("field", "rules[0].when.match")]
    [InlineData("zone", "rules[0].when.during[0].zone")]
    [InlineData("day", "rules[0].when.during[0].days[0]")]
    [InlineData("time", "rules[0].when.during[0].from")]
    [InlineData("rate", "rules[0].after.alerts")]
    [InlineData("cooldown", "rules[0].cooldown.minutes")]
    [InlineData("priority", "rules[0].investigation.priority")]
    [InlineData("models", "rules[0].investigation.models")]
    [InlineData("budget", "rules[0].investigation.budget")]
    [InlineData("mention of a name", "rules[0].mention")]
    [InlineData("escalation order", "rules[0].escalate[1].minutes")]
    [InlineData("escalation to nobody", "rules[0].escalate[0]")]
    [InlineData("escalation to a name", "rules[0].escalate[0].mention")]
    [InlineData("maintenance", "maintenance[0]")]
    public void What_is_not_valid_is_refused_with_its_field(string wrong, string field)
    {
        var rule = Rule("r", "");
        Rule With(RuleCondition when) => rule with { When = when };
        IReadOnlyList<Rule> rules = wrong switch
        {
            "id" => [rule with { Id = "a b" }],
            "twice" => [rule, rule],
            "do" => [rule with { Do = null }],
            "priority" => [rule with { Investigation = new InvestigationTerms { Priority = 10 } }],
            "models" => [rule with { Investigation = new InvestigationTerms { Models = [ModelStage.Ask] } }],
            "budget" => [rule with { Investigation = new InvestigationTerms { Budget = new ModelLimit(Money: -1) } }],
            "mention of a name" => [rule with { Mention = "@ada" }],
            "escalation order" => [rule with { Escalate = [new EscalationStep(15, "here"), new EscalationStep(15, "channel")] }],
            "escalation to nobody" => [rule with { Escalate = [new EscalationStep(15)] }],
            "escalation to a name" => [rule with { Escalate = [new EscalationStep(15, "@ada")] }],
            "match" => [With(new RuleCondition { Any = [new RuleCondition { Match = "a==b" }] })],
            "field" => [With(new RuleCondition { Match = "alert.serverity=critical" })],
            "zone" => [With(new RuleCondition { During = [new RuleTime { Zone = "Mars/Base" }] })],
            "day" => [With(new RuleCondition { During = [new RuleTime { Days = ["monday"] }] })],
            "time" => [With(new RuleCondition { During = [new RuleTime { From = "9:00" }] })],
            "rate" => [rule with { After = new RuleRate(1, 5, RulePer.Rule) }],
            "cooldown" => [rule with { Cooldown = new RuleCooldown(0, RulePer.Rule) }],
            _ => [],
        };
        IReadOnlyList<MaintenanceWindow> maintenance = wrong == "maintenance" ? [new MaintenanceWindow { Name = "m", From = Now }] : [];

        Should.Throw<RuleException>(() => new CompiledRules(rules, maintenance)).Field.ShouldBe(field);
    }

    private static CompiledRules Rules(params Rule[] rules) => new(rules, []);

    private static RuleDecision Decide(Alert alert, CompiledRules rules) => RuleEngine.Decide(alert, null, rules, Now, []);

    private static Rule Rule(string id, string match) =>
        new() { Id = id, When = new RuleCondition { Match = match }, Do = RuleAction.Notify };

    private Alert Alert(string labels) => Samples.Firing(_organisation) with
    {
        Labels = labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')).ToDictionary(l => l[0], l => l[1]),
    };
}
