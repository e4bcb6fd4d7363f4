using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>What must hold for the recorded clusters; they are skipped where they are not beside the repository.</summary>
public sealed class RecordedCaseTests
{
    // One of so many: enough to meet every label over time, few enough for seconds.
    private const int Sample = 6;

    [Fact]
    public async Task The_recorded_score_is_kept_and_every_quotation_is_in_the_evidence()
    {
        var ranks = new List<(string Case, int Rank)>();
        foreach (var recorded in RecordedCase.Every(1))
        {
            var investigation = await recorded.InvestigateAsync();
            ranks.Add((recorded.Name, RankOf(recorded, investigation.Diagnosis)));
            ShouldQuote(investigation, recorded.Name);
        }

        var wrong = string.Join(", ", ranks.Where(r => r.Rank != 1).Select(r => $"{r.Case} ({r.Rank})"));
        ranks.Average(r => r.Rank == 1 ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.92, wrong);
        ranks.Average(r => r.Rank is >= 1 and <= 3 ? 1.0 : 0).ShouldBeGreaterThanOrEqualTo(0.96, wrong);
    }

    [Fact]
    public async Task Other_names_change_no_answer()
    {
        foreach (var recorded in RecordedCase.Every(Sample))
        {
            using var folder = new TemporaryFolder();
            Renaming.Copy(recorded.Folder, folder.FullPath);
            var before = (await recorded.InvestigateAsync()).Diagnosis;
            var after = (await new RecordedCase(folder.FullPath).InvestigateAsync()).Diagnosis;

            Answers(after).ShouldBe(Answers(before), recorded.Name);
        }
    }

    [Fact]
    public async Task Without_the_decisive_evidence_no_other_answer_is_surer()
    {
        var surer = new List<string>();
        foreach (var recorded in RecordedCase.Every(Sample))
        {
            var before = (await recorded.InvestigateAsync()).Diagnosis;
            if (before.Causes.Count == 0) continue;
            var (first, quoted) = (before.Causes[0], before.Causes[0].Finding.Citations[0]);
            var after = (await recorded.InvestigateAsync(r => new ReaderWithout(r, quoted))).Diagnosis;
            after.Causes.SelectMany(c => c.Finding.Citations).ShouldNotContain(c => c.Object == quoted.Object && c.Quote == quoted.Quote && c.Field == quoted.Field, recorded.Name);
            if (after.Causes.Count == 0 || after.Causes[0].Finding.Cause == first.Finding.Cause) continue;
            var other = after.Causes[0];
            if (other.Confidence > first.Confidence) surer.Add($"{recorded.Name}: {first.Confidence} {first.Finding.Cause}, without {quoted.Object} {quoted.Field}: {other.Confidence} {other.Finding.Cause}");
        }

        surer.ShouldBeEmpty(string.Join('\n', surer));
    }

    private static void ShouldQuote(Investigation investigation, string name)
    {
        var state = ClusterState.From(investigation.Evidence);
        var findings = investigation.Diagnosis.Causes.SelectMany(c => c.Effects.Append(c.Finding)).Concat(investigation.Diagnosis.Unrelated);
        foreach (var finding in findings) CitationCheck.Holds(finding, state).ShouldBeTrue($"{name}: {finding.Cause}");
    }

    private static int RankOf(RecordedCase recorded, DiagnosisResult diagnosis)
    {
        var expected = recorded.Expected;
        return diagnosis.Causes.TakeWhile(c => !(expected.HasCode(c.Finding.Cause) && expected.HasObject(c.Finding.Object))).Count() is var before
            && before < diagnosis.Causes.Count ? before + 1 : 0;
    }

    private static IEnumerable<(CauseCode, double)> Answers(DiagnosisResult diagnosis) =>
        diagnosis.Causes.Select(c => (c.Finding.Cause, c.Confidence));
}
