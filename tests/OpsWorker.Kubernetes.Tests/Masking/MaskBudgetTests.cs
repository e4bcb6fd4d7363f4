using System.Text.RegularExpressions;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Masking;

/// <summary>Masking counts the characters that it looks at, so that its time can be tested without a clock.</summary>
public sealed partial class MaskBudgetTests
{
    private const int Size = 200_000;
    private const int PaddedSize = 20_000;

    /// <summary>Characters looked at for each character of text. At 10 ns each this is 0.5 s for a megabyte.</summary>
    private const double MaxWork = 50;

    public static TheoryData<string> HostileParts => [.. HostileMaskingText.Parts];

    [Theory]
    [MemberData(nameof(HostileParts))]
    public void Hostile_text_takes_work_in_proportion_to_its_length(string part)
    {
        var (small, large) = (Work(part, Size / 4), Work(part, Size));

        large.ShouldBeLessThanOrEqualTo(MaxWork);
        large.ShouldBeLessThanOrEqualTo(Math.Max(small * 1.5, 2), "twice the text may take twice the work and no more");
    }

    [Theory]
    [MemberData(nameof(HostileParts))]
    public void Nothing_long_before_or_behind_hostile_text_is_run_over_for_each_part_of_it(string part)
    {
        foreach (var padding in " a\".")
        {
            foreach (var behind in (bool[])[false, true])
            {
                Work(HostileMaskingText.Padded(part, padding, behind, PaddedSize)).ShouldBeLessThanOrEqualTo(
                    MaxWork, $"'{padding}', {(behind ? "behind" : "before")}");
            }
        }
    }

    // Work that is not counted shows by its time alone: each name looked at the whole rest, and this took more than a minute.
    [Fact(Timeout = 60_000)]
    public Task A_megabyte_that_was_looked_at_again_behind_each_name_ends() => Task.Run(
        () => new SecretMasker().Mask(HostileMaskingText.Padded("password:", '.', behind: true, 1_000_000)).ShouldNotBeEmpty(),
        TestContext.Current.CancellationToken);

    [Fact]
    public void A_scanner_that_searches_to_the_end_of_a_line_counts_what_it_runs_over()
    {
        var folder = Path.Combine(Repository.Root, "src/OpsWorker.Kubernetes/Masking/Text");
        var lines = Directory.GetFiles(folder, "*Scanner.cs").Append(Path.Combine(folder, "ValueReader.cs"))
            .Where(file => Path.GetFileName(file) != "LineScanner.cs")
            .SelectMany(file => File.ReadLines(file).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}")).ToList();

        lines.Count.ShouldBeGreaterThan(1000);
        lines.Where(line => UncountedSearch().IsMatch(line)).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_beyond_its_budget_is_withheld_with_an_error()
    {
        var masker = new SecretMasker();
        var run = new MaskRun(new Pseudonyms(byValue: false), 0);
        var lines = string.Concat(Enumerable.Repeat("connected as app with password=hunter2\n", 100_000));

        var masked = masker.MaskText(lines, run);

        masked.ShouldNotContain("hunter2");
        masked.ShouldContain(MaskRun.WithheldText);
        run.Withheld.ShouldBeGreaterThan(0);
        masked.Length.ShouldBeLessThan(lines.Length);
    }

    [Fact]
    public void A_json_answer_beyond_its_budget_is_still_json()
    {
        var run = new MaskRun(new Pseudonyms(byValue: true), 0);
        run.Add(10_000_000);

        const string Withheld = MaskRun.WithheldText;
        new SecretMasker().MaskJson("""{"kind":"Pod","data":{"a":"x","password":"hunter2"},"message":"y"}""", run)
            .ShouldBe($$"""{"kind":"Pod","data":{"a":"{{Withheld}}","password":"{{Withheld}}"},"message":"{{Withheld}}"}""");
        run.Withheld.ShouldBe(9);
    }

    [Fact]
    public void A_megabyte_of_ordinary_log_stays_far_within_its_budget()
    {
        var result = new SecretMasker().Mask(new QueryResult
        {
            Query = new Query { Verb = QueryVerb.Logs },
            Outcome = QueryOutcome.Success,
            Content = string.Join('\n', Corpus.OrdinaryLines.Draw(new Corpus.Fake(1), 6000)),
            CollectedAt = DateTimeOffset.UnixEpoch,
        });

        result.Error.ShouldBeNull();
        result.Content.ShouldNotContain(MaskRun.WithheldText);
    }

    private static double Work(string part, int size) => Work(string.Concat(Enumerable.Repeat(part, size / part.Length)));

    // text[at..].IndexOf(…) and its relatives, which LineScanner.Search does and counts.
    [GeneratedRegex(
        @"\b[tT]ext\[[^\]]*\.\.\]\.(Last)?(IndexOf|Contains|Count|Trim)(?!\w*\(s_behind)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex UncountedSearch();

    private static double Work(string text)
    {
        var masker = new SecretMasker(personalData: true);
        var run = masker.Run(byValue: false, text.Length);
        masker.MaskText(text, run);
        return (double)run.Work / text.Length;
    }
}
