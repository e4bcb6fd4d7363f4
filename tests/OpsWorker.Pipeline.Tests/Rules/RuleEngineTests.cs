using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Rules;

public sealed class RuleEngineTests
{
    private static readonly OrganisationId Organisation = new("org_1");

    [Fact]
    public void The_first_rule_that_matches_decides_whatever_the_order_of_the_list()
    {
        Rule[] rules = [Rule("last", 30), Rule("second", 20), Rule("first", 10, ("namespace", "billing"))];

        Decide(Alert(("namespace", "shop")), rules)!.Id.ShouldBe("second");
        Decide(Alert(("namespace", "billing")), rules)!.Id.ShouldBe("first");
    }

    [Fact]
    public void Without_a_rule_that_matches_there_is_no_decision()
    {
        Decide(Alert(), []).ShouldBeNull();
        Decide(Alert(("team", "a")), [Rule("r", 1, ("team", "b"))]).ShouldBeNull();
    }

    [Fact]
    public void All_labels_of_a_rule_must_have_exactly_its_values()
    {
        var rule = Rule("r", 1, ("team", "a"), ("tier", "front"));

        Decide(Alert(("team", "a"), ("tier", "front"), ("more", "x")), [rule]).ShouldNotBeNull();
        Decide(Alert(("team", "a")), [rule]).ShouldBeNull();
        Decide(Alert(("team", "A"), ("tier", "front")), [rule]).ShouldBeNull();
        Decide(Alert(("team", "a"), ("tier", "")), [rule]).ShouldBeNull();
    }

    [Theory]
    [InlineData("critical", Severity.Critical, true)]
    [InlineData("Critical", Severity.Critical, true)]
    [InlineData("critical", Severity.Error, false)]
    [InlineData("unknown", Severity.Unknown, true)]
    [InlineData("serious", Severity.Unknown, false)]
    public void Severity_stands_for_the_alert_s_severity_and_not_for_its_label(string wanted, Severity severity, bool matches)
    {
        var alert = Alert(("severity", "page")) with { Severity = severity };

        (Decide(alert, [Rule("r", 1, ("severity", wanted))]) is not null).ShouldBe(matches);
    }

    [Theory]
    [InlineData(Severity.None, RuleAction.Record)]
    [InlineData(Severity.Unknown, RuleAction.Investigate)]
    [InlineData(Severity.Info, RuleAction.Investigate)]
    [InlineData(Severity.Critical, RuleAction.Investigate)]
    public void By_default_everything_that_is_meant_for_people_is_investigated(Severity severity, RuleAction action) =>
        Decide(Alert() with { Severity = severity }, DefaultRules.For(Organisation))!.Action.ShouldBe(action);

    private static Rule? Decide(Alert alert, IReadOnlyList<Rule> rules) => RuleEngine.Decide(alert, rules);

    private static Alert Alert(params (string Name, string Value)[] labels) =>
        Samples.Firing(Organisation) with { Labels = labels.ToDictionary(l => l.Name, l => l.Value) };

    private static Rule Rule(string id, int order, params (string Name, string Value)[] match) => new()
    {
        Id = id,
        Organisation = Organisation,
        Name = id,
        Order = order,
        Match = match.ToDictionary(l => l.Name, l => l.Value),
    };
}
