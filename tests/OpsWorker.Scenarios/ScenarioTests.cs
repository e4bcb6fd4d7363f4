using OpsWorker.Core.Findings;
using OpsWorker.Scenarios.Catalogue;

namespace OpsWorker.Scenarios;

public sealed class ScenarioTests
{
    private const double RecordedScore = 0.95;

    /// <summary>What the engine gets wrong, and why. They count against the score.</summary>
    private static readonly Dictionary<string, string> s_wrong = new()
    {
        ["s-1045"] = "Routes of a mesh are not asked for.",
        ["s-1203"] = "The ingress controller is in a namespace that nothing in the alert's own names.",
        ["s-1465"] = "No code says that a Service leads only to pods of the client's own node.",
    };

    private static readonly Dictionary<string, Scenario> s_all = new[]
    {
        StartupScenarios.All, RuntimeScenarios.All, ServerScenarios.All, RoutingScenarios.All, ControllerScenarios.All, PlacementScenarios.All,
        MixtureScenarios.All, QuietScenarios.All, PartialScenarios.All,
        DatabaseScenarios.All, GatewayScenarios.All, PartScenarios.All, OriginScenarios.All, AcrossScenarios.All,
        FieldScenarios.All, MeasuredScenarios.All,
        InjectedScenarios.All, InjectedTrafficScenarios.All, ExerciseScenarios.All,
    }.SelectMany(s => s).ToDictionary(s => s.Name);

    public static TheoryData<string> Names() => [.. s_all.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_first_answer_is_right(string name)
    {
        var scenario = s_all[name];
        var diagnosis = (await Investigation.OfAsync(scenario)).Diagnosis;

        IsRight(scenario, diagnosis).ShouldBe(!s_wrong.ContainsKey(name), Describe(diagnosis));
    }

    [Fact]
    public void The_recorded_score_is_kept()
    {
        s_all.Count.ShouldBeGreaterThanOrEqualTo(40);
        s_wrong.Keys.ShouldBeSubsetOf(s_all.Keys);
        (1 - ((double)s_wrong.Count / s_all.Count)).ShouldBeGreaterThanOrEqualTo(RecordedScore);
        s_all.Values.Where(s => s.HasNoCause).Select(s => s.Name).Intersect(s_wrong.Keys).ShouldBeEmpty("a cause was found where there is none");
    }

    private static bool IsRight(Scenario scenario, DiagnosisResult diagnosis)
    {
        if (scenario.HasNoCause) return diagnosis.Causes.Count == 0 && scenario.Expected.Contains(diagnosis.Verdict);
        if (diagnosis.Causes.Count == 0) return false;
        var finding = diagnosis.Causes[0].Finding;
        return scenario.Expected.Contains(finding.Cause) && finding.Object.Name == scenario.Object;
    }

    private static string Describe(DiagnosisResult diagnosis) =>
        $"{diagnosis.Verdict}: " + string.Join("; ", diagnosis.Causes.Select(c => $"{c.Confidence:0.00} {c.Finding.Cause} {c.Finding.Object}"));
}
