using System.Collections.Concurrent;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Pipeline.Models;
using OpsWorker.Server.Evaluation;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Models;

/// <summary>
/// Choices between close causes over recorded clusters of other applications: with a chooser that knows the truth, and with one that
/// always chooses against it.
/// </summary>
public sealed class ChooserTests
{
    private static readonly string[] s_collections = ["cases-field", "cases-trainticket"];

    [Fact]
    public async Task No_chooser_makes_the_answers_worse_and_a_choice_takes_two_small_calls()
    {
        var outcomes = new ConcurrentBag<Outcome>();
        var folders = s_collections.SelectMany(c => Directory.GetDirectories(Repository.Shared(c))).Where(IsAnswered).ToList();
        await Parallel.ForEachAsync(
            folders, TestContext.Current.CancellationToken, async (folder, _) => outcomes.Add(await RunAsync(folder)));

        outcomes.Count.ShouldBeGreaterThan(100);
        outcomes.Count(o => o.Adversary).ShouldBeGreaterThanOrEqualTo(outcomes.Count(o => o.Engine), Lost(outcomes));
        outcomes.Count(o => o.Perfect).ShouldBeGreaterThanOrEqualTo(outcomes.Count(o => o.Engine));
        outcomes.Max(o => o.Calls).ShouldBeLessThanOrEqualTo(2);
        outcomes.Max(o => o.Tokens).ShouldBeLessThanOrEqualTo(4_000);
    }

    private static bool IsAnswered(string folder) =>
        File.Exists(Path.Combine(folder, "expected.json")) && Directory.Exists(Path.Combine(folder, "cluster"));

    private static string Lost(IEnumerable<Outcome> outcomes) =>
        string.Join(", ", outcomes.Where(o => o is { Engine: true, Adversary: false }).Select(o => o.Case));

    private static async Task<Outcome> RunAsync(string folder)
    {
        var cancel = TestContext.Current.CancellationToken;
        var expected = ExpectedCause.Read(await File.ReadAllTextAsync(Path.Combine(folder, "expected.json"), cancel));
        var incident = CaseAlert.Incident(folder);
        var engine = (await Investigation.RunAsync(incident, DumpReader.Open(Path.Combine(folder, "cluster")))).Diagnosis;
        var (perfect, _) = await ChooseAsync(cause => IsRight(cause, expected));
        var (adversary, chooser) = await ChooseAsync(cause => !IsRight(cause, expected));
        return new Outcome(
            Path.GetFileName(folder), IsFirst(engine), IsFirst(perfect), IsFirst(adversary), chooser.Calls, chooser.Tokens);

        bool IsFirst(DiagnosisResult result) => result.Causes is [var first, ..] && IsRight(first, expected);

        async Task<(DiagnosisResult Result, ScriptedChooser Chooser)> ChooseAsync(Func<RankedCause, bool> wanted)
        {
            var scripted = new ScriptedChooser(engine, wanted);
            var models = new ModelSet
            {
                Stages = new Dictionary<ModelStage, IReadOnlyList<StageModel>> { [ModelStage.Choose] = [ScriptedChooser.Model] },
            };
            var (result, _) = await new ModelStages(models).AdviseAsync(
                scripted, incident, engine, [], cancel);
            return (result, scripted);
        }
    }

    private static bool IsRight(RankedCause cause, ExpectedCause expected) =>
        expected.HasCode(cause.Finding.Cause) && (expected.Objects.Count == 0 || expected.HasObject(cause.Finding.Object));

    private sealed record Outcome(string Case, bool Engine, bool Perfect, bool Adversary, int Calls, int Tokens);
}
