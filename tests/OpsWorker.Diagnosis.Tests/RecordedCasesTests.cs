using System.Text.Json;
using OpsWorker.Diagnosis.Evaluation;
using OpsWorker.Testing;

namespace OpsWorker.Diagnosis.Tests;

public sealed class RecordedCasesTests
{
    // One of so many: enough to cover every label over time, few enough for a test that takes seconds.
    private const int Step = 6;

    [Fact]
    public void Every_label_of_the_recorded_cases_has_a_code()
    {
        foreach (var recorded in Cases(1)) recorded.Expected.Codes.ShouldNotBeEmpty(recorded.Expected.Label);
    }

    [Fact]
    public async Task The_answer_is_right_and_every_quotation_is_in_the_evidence()
    {
        var (right, all) = (0, 0);
        foreach (var recorded in Cases(Step))
        {
            var (result, state) = await recorded.DiagnoseAsync(TestContext.Current.CancellationToken);
            var expected = recorded.Expected;
            all++;
            if (result.Causes.Count > 0 && expected.HasCode(result.Verdict) && expected.HasObject(result.Causes[0].Finding.Object)) right++;
            foreach (var cause in result.Causes) CitationCheck.Holds(cause.Finding, state).ShouldBeTrue(recorded.Folder);
        }

        ((double)right / all).ShouldBeGreaterThan(0.92);
    }

    [Fact]
    public async Task Other_names_change_no_answer()
    {
        foreach (var recorded in Cases(Step))
        {
            using var folder = new TemporaryFolder();
            Renaming.Copy(recorded.Folder, folder.FullPath);
            var (before, _) = await recorded.DiagnoseAsync(TestContext.Current.CancellationToken);
            var (after, _) = await new RecordedCase(folder.FullPath).DiagnoseAsync(TestContext.Current.CancellationToken);

            after.Causes.Select(c => (c.Finding.Cause, c.Confidence)).ShouldBe(
                before.Causes.Select(c => (c.Finding.Cause, c.Confidence)), Path.GetFileName(recorded.Folder));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"rootCause":"oom_killed"}""")]
    [InlineData("""{"rootCause":"oom_killed","object":{"kind":"Deployment"}}""")]
    public void A_truth_without_its_parts_is_refused(string json) => Should.Throw<JsonException>(() => ExpectedCause.Read(json));

    [Fact]
    public void A_code_in_any_spelling_is_its_own_label() =>
        RecorderLabels.CodesOf("node_not_ready").ShouldHaveSingleItem().ToString().ShouldBe("NodeNotReady");

    private static IEnumerable<RecordedCase> Cases(int step) =>
        Directory.GetDirectories(Repository.Shared("cases")).Order(StringComparer.Ordinal)
            .Where((_, i) => i % step == 0).Select(f => new RecordedCase(f));
}
