using OpsWorker.Core;
using OpsWorker.Pipeline.Audit;

namespace OpsWorker.Pipeline.Tests.Audit;

public sealed class DenialCountsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly Denial Sample = new(new OrganisationId("org_1"), "key_1", "The scope Keys is needed.");

    [Fact]
    public void Denials_within_a_minute_are_counted_with_the_next_record()
    {
        var counts = new DenialCounts();

        counts.Due(Sample, Now).ShouldBe(1);
        counts.Due(Sample, Now.AddSeconds(30)).ShouldBe(0);
        counts.Due(Sample, Now.AddSeconds(59)).ShouldBe(0);
        counts.Due(Sample, Now.AddSeconds(60)).ShouldBe(3);
        counts.Due(Sample, Now.AddSeconds(61)).ShouldBe(0);
    }

    [Fact]
    public void Each_organisation_subject_and_reason_counts_alone()
    {
        var counts = new DenialCounts();

        counts.Due(Sample, Now).ShouldBe(1);
        counts.Due(Sample with { Organisation = new OrganisationId("org_2") }, Now).ShouldBe(1);
        counts.Due(Sample with { Subject = "key_2" }, Now).ShouldBe(1);
        counts.Due(Sample with { Reason = "another" }, Now).ShouldBe(1);
    }

    [Fact]
    public void Many_subjects_take_bounded_memory_and_old_ones_make_room()
    {
        var counts = new DenialCounts();
        for (var i = 0; i < 1000; i++) counts.Due(Sample with { Subject = $"key_{i}" }, Now).ShouldBe(1);

        counts.Due(Sample with { Subject = "one more" }, Now).ShouldBe(0);
        counts.Due(Sample with { Subject = "one more" }, Now.AddMinutes(1)).ShouldBe(1);
    }
}
