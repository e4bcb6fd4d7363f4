using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>The scores that must hold for the recorded clusters; skipped where they are not beside the repository.</summary>
public sealed class RecordedScoreTests
{
    [Fact]
    public async Task The_recorded_score_is_kept()
    {
        var ranks = new List<(string Case, int Rank)>();
        foreach (var recorded in RecordedCase.All("cases"))
            ranks.Add((recorded.Name, RankOf(recorded, (await recorded.InvestigateAsync()).Diagnosis)));

        var wrong = string.Join(", ", ranks.Where(r => r.Rank != 1).Select(r => $"{r.Case} ({r.Rank})"));
        ranks.Average(r => r.Rank == 1 ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.98, wrong);
        ranks.Average(r => r.Rank is >= 1 and <= 3 ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.98, wrong);
    }

    [Fact]
    public async Task Every_quotation_is_in_the_evidence_that_it_names() =>
        (await RecordedCase.FailuresAsync("cases", async recorded =>
        {
            var investigation = await recorded.InvestigateAsync();
            var state = ClusterState.From(investigation.Evidence);
            var findings = investigation.Diagnosis.Causes
                .SelectMany(c => c.Effects.Append(c.Finding))
                .Concat(investigation.Diagnosis.Unrelated);
            return findings.FirstOrDefault(f => !CitationCheck.Holds(f, state)) is { } finding
                ? $"{finding.Cause} of {finding.Object}"
                : null;
        })).ShouldBeEmpty();

    [Fact]
    public async Task Most_cases_are_decided_by_the_first_batch()
    {
        var rounds = new List<int>();
        foreach (var recorded in RecordedCase.All("cases")) rounds.Add((await recorded.InvestigateAsync()).Rounds);

        rounds.Order().ElementAt(rounds.Count / 2).ShouldBe(1);
        rounds.ShouldAllBe(r => r <= 3);
    }

    private static int RankOf(RecordedCase recorded, DiagnosisResult diagnosis)
    {
        var expected = recorded.Expected;
        return diagnosis.Causes
            .TakeWhile(c => !(expected.HasCode(c.Finding.Cause) && expected.HasObject(c.Finding.Object)))
            .Count() is var before
            && before < diagnosis.Causes.Count ? before + 1 : 0;
    }
}
