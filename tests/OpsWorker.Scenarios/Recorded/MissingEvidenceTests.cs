namespace OpsWorker.Scenarios.Recorded;

/// <summary>Without the evidence that decided a case, an investigation claims no more than the rest shows.</summary>
public sealed class MissingEvidenceTests
{
    [Fact]
    public async Task Without_the_decisive_evidence_no_answer_is_surer_and_none_rests_on_it() =>
        (await RecordedCase.FailuresAsync("cases", async recorded =>
        {
            var before = (await recorded.InvestigateAsync()).Diagnosis;
            if (before.Causes.Count == 0) return null;
            var (first, quoted) = (before.Causes[0], before.Causes[0].Finding.Citations[0]);
            var after = (await recorded.InvestigateAsync(r => new ReaderWithout(r, quoted))).Diagnosis;
            var stillQuoted = after.Causes
                .SelectMany(c => c.Finding.Citations)
                .Any(c => (c.Object, c.Field, c.Quote) == (quoted.Object, quoted.Field, quoted.Quote));
            if (stillQuoted) return $"still quotes {quoted.Object} {quoted.Field}";
            if (after.Causes is not [var now, ..] || (now.Finding.Cause, now.Finding.Object) == (first.Finding.Cause, first.Finding.Object))
                return null;
            return now.Confidence >= first.Confidence
                ? $"{first.Confidence} {first.Finding.Cause} {first.Finding.Object}, without {quoted.Object} {quoted.Field}: "
                    + $"{now.Confidence} {now.Finding.Cause} {now.Finding.Object}"
                : null;
        })).ShouldBeEmpty();
}
