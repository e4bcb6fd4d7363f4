using System.Collections.Concurrent;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Models;
using OpsWorker.Scenarios.Recorded;
using OpsWorker.Server.Evaluation;

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
        await Parallel.ForEachAsync(
            s_collections.SelectMany(RecordedCase.All),
            TestContext.Current.CancellationToken,
            async (recorded, _) => outcomes.Add(await RunAsync(recorded)));

        outcomes.Count.ShouldBeGreaterThan(100);
        outcomes.Count(o => o.Adversary).ShouldBeGreaterThanOrEqualTo(outcomes.Count(o => o.Engine), Lost(outcomes));
        outcomes.Count(o => o.Perfect).ShouldBeGreaterThanOrEqualTo(outcomes.Count(o => o.Engine));
        outcomes.Max(o => o.Calls).ShouldBeLessThanOrEqualTo(2);
        outcomes.Max(o => o.Tokens).ShouldBeLessThanOrEqualTo(4_000);
    }

    private static string Lost(IEnumerable<Outcome> outcomes) =>
        string.Join(", ", outcomes.Where(o => o is { Engine: true, Adversary: false }).Select(o => o.Case));

    private static async Task<Outcome> RunAsync(RecordedCase recorded)
    {
        var expected = recorded.Expected;
        var engine = (await recorded.InvestigateAsync()).Diagnosis;
        var (perfect, _) = await ChooseAsync(cause => IsRight(cause, expected));
        var (adversary, chooser) = await ChooseAsync(cause => !IsRight(cause, expected));
        return new Outcome(
            recorded.Name, IsFirst(engine), IsFirst(perfect), IsFirst(adversary), chooser.Calls, chooser.Tokens);

        bool IsFirst(DiagnosisResult result) => result.Causes is [var first, ..] && IsRight(first, expected);

        async Task<(DiagnosisResult Result, ScriptedChooser Chooser)> ChooseAsync(Func<RankedCause, bool> wanted)
        {
            var scripted = new ScriptedChooser(engine, wanted);
            var models = new ModelSet
            {
                Stages = new Dictionary<ModelStage, IReadOnlyList<StageModel>> { [ModelStage.Choose] = [ScriptedChooser.Model] },
            };
            var (result, _) = await new ModelStages(models).AdviseAsync(
                scripted, recorded.Incident, engine, [], TestContext.Current.CancellationToken);
            return (result, scripted);
        }
    }

    private static bool IsRight(RankedCause cause, ExpectedCause expected) =>
        expected.HasCode(cause.Finding.Cause) && (expected.Objects.Count == 0 || expected.HasObject(cause.Finding.Object));

    private sealed record Outcome(string Case, bool Engine, bool Perfect, bool Adversary, int Calls, int Tokens);
}
