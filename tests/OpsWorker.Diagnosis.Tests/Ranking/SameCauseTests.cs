using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;

namespace OpsWorker.Diagnosis.Tests.Ranking;

public sealed class SameCauseTests
{
    private static readonly ObjectReference s_web = new("Deployment", "shop", "web");
    private static readonly ObjectReference s_api = new("Deployment", "shop", "api");

    [Fact]
    public void Findings_of_one_cause_at_one_object_are_one_answer_with_the_evidence_of_both()
    {
        var merged = SameCause.Merge([Finding(s_web, 0.8, "a"), Finding(s_api, 0.9, "b"), Finding(s_web, 0.9, "c")]).ToList();

        merged.Select(f => f.Object).ShouldBe([s_web, s_api]);
        merged[0].Confidence.ShouldBe(0.9);
        merged[0].Citations.Select(c => c.Quote).ShouldBe(["c", "a"]);
    }

    private static Finding Finding(ObjectReference about, double confidence, string quote) => new()
    {
        Cause = CauseCode.PortConflict,
        Object = about,
        Summary = quote,
        Confidence = confidence,
        Citations = [new Citation { EvidenceId = "e1-1", Field = "log", Quote = quote }],
        Remedy = new Remedy(quote, []),
    };
}
