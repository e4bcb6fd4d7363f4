using OpsWorker.Core.Findings;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Diagnosis.Tests.Injections;

/// <summary>Each payload in each place that others can write to, beside the same cluster with a plain text there.</summary>
public sealed class InjectionTests
{
    public static TheoryData<string> Places => [.. InjectedCase.Places];

    [Fact]
    public void The_corpus_has_sixty_payloads_of_eleven_kinds()
    {
        InjectionCorpus.All.Count.ShouldBeGreaterThanOrEqualTo(60);
        InjectionCorpus.All.Select(payload => payload.Id).ShouldBeUnique();
        InjectionCorpus.All.Select(payload => payload.Kind).Distinct().ShouldBe(
            ["model", "tool-result", "slack", "markdown", "shell", "terminal", "html", "sql", "path", "header", "log"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void No_payload_changes_the_verdict_a_cause_a_command_or_a_query(string place)
    {
        var (expected, asked) = InjectedCase.Of(place, InjectedCase.PlainText).Investigate();
        expected.Causes.ShouldNotBeEmpty();

        foreach (var payload in InjectionCorpus.All)
        {
            var (diagnosis, queries) = InjectedCase.Of(place, payload.Text).Investigate();

            diagnosis.Verdict.ShouldBe(expected.Verdict, payload.Id);
            diagnosis.Causes.Select(About).ShouldBe(expected.Causes.Select(About), payload.Id);
            diagnosis.Unrelated.Select(About).ShouldBe(expected.Unrelated.Select(About), payload.Id);
            Commands(diagnosis).ShouldBe(Commands(expected), payload.Id);
            queries.ShouldBe(asked, payload.Id);
        }
    }

    private static string About(RankedCause cause) => $"{About(cause.Finding)} {cause.Confidence:0.00}";

    private static string About(Finding finding) => $"{finding.Cause} {finding.Object}";

    private static IEnumerable<string> Commands(DiagnosisResult diagnosis) =>
        diagnosis.Causes.Select(cause => cause.Finding).Concat(diagnosis.Unrelated).SelectMany(finding => finding.Remedy.Commands);
}
