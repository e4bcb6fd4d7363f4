using System.Collections.Concurrent;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;

namespace OpsWorker.Scenarios.Gates;

/// <summary>
/// Over recorded clusters: trouble that has nothing to do with the alert changes hardly any answer, evidence that is missing
/// costs few, and a cluster without a fault stays one.
/// </summary>
public sealed class GateTests
{
    // Only a line says these, or only measurements show them; without them nothing may be claimed surely.
    private static readonly CauseCode[] s_ofLines =
    [
        CauseCode.DatabaseCredentialsInvalid, CauseCode.DatabasePortWrong, CauseCode.DatabaseReadOnly,
        CauseCode.DatabaseConnectionsExhausted, CauseCode.CertificateExpired, CauseCode.ImageArchitectureMismatch,
        CauseCode.VolumeMountPermissionDenied, CauseCode.ApplicationConfigInvalid,
    ];

    private const int FewestCases = 100;
    private const double Sure = 0.8;

    public static TheoryData<string> NoiseGates => [.. Gate.Noise.Select(g => g.Name)];

    public static TheoryData<string> MissingGates => [.. Gate.Missing.Select(g => g.Name)];

    [Theory]
    [MemberData(nameof(NoiseGates))]
    public async Task Trouble_elsewhere_changes_hardly_any_answer(string name)
    {
        var gate = Gate.Noise.Single(g => g.Name == name);
        var answers = await AnswersAsync(GatedCase.Sample, gate);

        answers.Count.ShouldBeGreaterThanOrEqualTo(FewestCases);
        Lost(answers).ShouldBeLessThanOrEqualTo(gate.MostLost, Describe(answers));
    }

    [Theory]
    [MemberData(nameof(MissingGates))]
    public async Task Missing_evidence_costs_few_answers_and_makes_none_surely_wrong(string name)
    {
        var gate = Gate.Missing.Single(g => g.Name == name);
        var answers = await AnswersAsync(GatedCase.Sample, gate);
        var others = answers.Where(a => !IsShownOnlyBy(gate, a.Case)).ToList();

        others.Count.ShouldBeGreaterThanOrEqualTo(FewestCases);
        Lost(others).ShouldBeLessThanOrEqualTo(gate.MostLost, Describe(others));
        answers.Where(a => a.WasRight && !a.IsRight && a.Changed.Causes is [{ Confidence: > Sure }, ..]).ShouldBeEmpty(Describe(answers));
    }

    [Theory]
    [MemberData(nameof(NoiseGates))]
    public async Task A_cluster_without_a_fault_names_no_cause(string name)
    {
        var answers = await AnswersAsync(GatedCase.WithoutFault, Gate.Noise.Single(g => g.Name == name));

        answers.Where(a => a.WasRight && !a.IsRight).ShouldBeEmpty(Describe(answers));
    }

    [Fact]
    public async Task A_fault_that_stands_for_days_is_no_cause_and_the_same_fault_at_the_onset_is()
    {
        var wrong = new ConcurrentBag<string>();
        var asked = 0;
        await Parallel.ForEachAsync(GatedCase.WithoutFault, TestContext.Current.CancellationToken, async (gated, _) =>
        {
            foreach (var ns in (await gated.SceneAsync()).Namespaces)
            {
                var about = gated.About(ns);
                if ((await about.AsItIsAsync()).Causes.Count > 0) continue;
                var scene = await about.SceneAsync();
                foreach (var (workload, pods) in scene.Some(8))
                {
                    Interlocked.Add(ref asked, 2);
                    var standing = await about.RunAsync(Gate.CrashLoopOf(pods, scene.StartsAt.AddDays(-6), scene.State.Now));
                    var fresh = await about.RunAsync(Gate.CrashLoopOf(pods, scene.StartsAt.AddMinutes(-3), scene.State.Now));
                    if (standing.Causes.Count > 0) wrong.Add($"{gated.Name}: {workload} since days is {GateAnswer.First(standing)}");
                    if (fresh.Causes is [var first, ..] && first.Finding.Object == workload) continue;
                    wrong.Add($"{gated.Name}: {workload} since minutes is {GateAnswer.First(fresh)}");
                }
            }
        });

        asked.ShouldBeGreaterThanOrEqualTo(FewestCases);
        wrong.Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    private static bool IsShownOnlyBy(Gate gate, GatedCase gated) => gate.Name switch
    {
        Gate.NoMetrics or Gate.NoCallGraph => gated.Expected.Codes.All(IsMeasured),
        Gate.NoLogs => gated.Expected.Codes.Any(s_ofLines.Contains),
        _ => false,
    };

    private static bool IsMeasured(CauseCode code) =>
        CauseCatalogue.Of(code).Layer == CauseLayer.Performance || code is CauseCode.NodeNetworkDelay or CauseCode.NodeNetworkLoss;

    private static async Task<IReadOnlyList<GateAnswer>> AnswersAsync(IReadOnlyList<GatedCase> cases, Gate gate)
    {
        var answers = new ConcurrentBag<GateAnswer>();
        await Parallel.ForEachAsync(cases, TestContext.Current.CancellationToken, async (gated, _) =>
        {
            var scene = await gated.SceneAsync();
            answers.Add(new GateAnswer(gated, await gated.AsItIsAsync(), await gated.RunAsync(gate.EditOf(scene))));
        });
        return [.. answers.OrderBy(a => a.Case.Name, StringComparer.Ordinal)];
    }

    private static double Lost(IReadOnlyList<GateAnswer> answers) =>
        (answers.Count(a => a.WasRight) - answers.Count(a => a.IsRight)) / (double)answers.Count;

    private static string Describe(IReadOnlyList<GateAnswer> answers) => string.Join('\n', answers.Where(a => a.WasRight && !a.IsRight));

    private sealed record GateAnswer(GatedCase Case, DiagnosisResult AsItIs, DiagnosisResult Changed)
    {
        public bool WasRight { get; } = Case.IsRight(AsItIs);

        public bool IsRight { get; } = Case.IsRight(Changed);

        public override string ToString() => $"{Case.Name}: {First(AsItIs)} became {First(Changed)}";

        public static string First(DiagnosisResult result) => result.Causes is [var first, ..]
            ? $"{first.Finding.Cause} of {first.Finding.Object} ({first.Confidence})"
            : result.Verdict.ToString();
    }
}
