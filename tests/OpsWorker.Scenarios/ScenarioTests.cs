using OpsWorker.Core.Findings;

namespace OpsWorker.Scenarios;

public sealed class ScenarioTests
{
    private const double RecordedScore = 0.95;

    /// <summary>Scenarios whose answer is wrong, with the reason. They count against the score.</summary>
    private static readonly Dictionary<string, string> s_wrong = new()
    {
        ["1045"] = "Routes of a mesh are not asked for.",
        ["1203"] = "The ingress controller is in a namespace that nothing in the alert's own names.",
        ["1465"] = "No code says that a Service leads only to pods of the client's own node.",
    };

    public static TheoryData<string> Numbers() => [.. Scenario.All.Select(s => s.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task The_first_answer_is_right(string number)
    {
        var scenario = Scenario.Of(number);
        var expected = scenario.Expected;

        var diagnosis = (await scenario.InvestigateAsync()).Investigation.Diagnosis;

        var reason = s_wrong.GetValueOrDefault(number);
        expected.IsMetBy(diagnosis).ShouldBe(reason is null, Describe(expected, diagnosis, reason));
    }

    [Fact]
    public void The_recorded_score_is_kept()
    {
        Scenario.All.Count.ShouldBeGreaterThanOrEqualTo(520);
        s_wrong.Keys.ShouldBeSubsetOf(Scenario.All.Select(s => s.Number));
        (1 - ((double)s_wrong.Count / Scenario.All.Count)).ShouldBeGreaterThanOrEqualTo(RecordedScore);
        s_wrong.Keys.Where(n => Scenario.Of(n).Expected.Object is null).ShouldBeEmpty("a cause was found where there is none");
    }

    [Fact]
    public void Names_of_scenarios_do_not_hint_at_the_answer() =>
        Scenario.All.Select(s => s.Number).ShouldAllBe(n => n.All(char.IsAsciiDigit));

    private static string Describe(ExpectedAnswer expected, DiagnosisResult diagnosis, string? reason)
    {
        var answers = diagnosis.Causes.Select(c => $"\n  {c.Confidence:0.00} {c.Finding.Cause} of {c.Finding.Object}: {c.Finding.Summary}");
        var apart = diagnosis.Unrelated.Select(f => $"\n  apart: {f.Confidence:0.00} {f.Cause} of {f.Object}");
        var failed = diagnosis.LookedAt.Where(l => l.StartsWith("detector", StringComparison.Ordinal)).Select(l => "\n  " + l);
        var known = reason is null ? "" : $"\nListed as wrong ({reason}), and right now: take it off the list.";
        return $"\nexpected {expected}\nanswered {diagnosis.Verdict}{string.Concat([.. answers, .. apart, .. failed])}{known}";
    }
}
