using OpsWorker.Core.Findings;
using OpsWorker.Server.Evaluation;

namespace OpsWorker.Server.Tests.Evaluation;

public sealed class FittedConfidenceTests
{
    private static readonly ObjectReference s_web = new("Deployment", "shop", "web");

    [Fact]
    public void A_confidence_that_holds_as_often_as_it_says_stays_about_what_it_is()
    {
        var fitted = FittedConfidence.Of([.. Cases(0.9, right: 90, wrong: 10), .. Cases(0.5, right: 50, wrong: 50)]);

        At(fitted, 0.9).ShouldBe(0.9, 0.02);
        At(fitted, 0.5).ShouldBe(0.5, 0.02);
    }

    [Fact]
    public void What_is_surer_is_never_less_often_right()
    {
        var fitted = FittedConfidence.Of(
            [.. Cases(0.6, right: 9, wrong: 1), .. Cases(0.7, right: 1, wrong: 9), .. Cases(0.8, right: 9, wrong: 1)]);

        At(fitted, 0.6).ShouldBe(At(fitted, 0.7));
        At(fitted, 0.8).ShouldBeGreaterThan(At(fitted, 0.7));
    }

    [Fact]
    public void A_single_right_answer_is_no_certainty() =>
        At(FittedConfidence.Of([.. Cases(0.98, right: 1, wrong: 0)]), 0.98).ShouldBeLessThan(0.7);

    [Fact]
    public void What_evidence_leaves_unsure_is_not_made_sure_by_answers_of_other_sources() =>
        At(FittedConfidence.Of([.. Cases(0.66, right: 100, wrong: 0)]), 0.66).ShouldBe(JudgedCase.Sure);

    [Fact]
    public void Without_cases_confidences_stay_as_they_are() => At(FittedConfidence.Of([]), 0.42).ShouldBe(0.42);

    private static double At(FittedConfidence fitted, double confidence) =>
        fitted.Apply(Line(CauseCode.OutOfMemory, confidence)).Causes[0].Confidence;

    private static IEnumerable<JudgedCase> Cases(double confidence, int right, int wrong) =>
        Enumerable.Repeat(CauseCode.OutOfMemory, right).Concat(Enumerable.Repeat(CauseCode.Evicted, wrong))
            .Select(code => new JudgedCase(Line(code, confidence), new ExpectedCause("memory", "here", [CauseCode.OutOfMemory], [s_web])));

    private static CaseLine Line(CauseCode code, double confidence) => new("a", [new CaseCause(code, s_web, confidence)], code, 1);
}
