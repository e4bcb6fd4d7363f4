using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Masking;

/// <summary>Masking counts the characters that it looks at, so that its time can be tested without a clock.</summary>
public sealed class MaskBudgetTests
{
    private const int Size = 200_000;

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

    private static double Work(string part, int size)
    {
        var text = string.Concat(Enumerable.Repeat(part, size / part.Length));
        var masker = new SecretMasker(personalData: true);
        var run = masker.Run(byValue: false, text.Length);
        masker.MaskText(text, run);
        return (double)run.Work / text.Length;
    }
}
