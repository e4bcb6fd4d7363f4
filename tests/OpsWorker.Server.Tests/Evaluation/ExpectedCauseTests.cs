using System.Text.Json;
using OpsWorker.Core.Findings;
using OpsWorker.Server.Evaluation;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Evaluation;

public sealed class ExpectedCauseTests
{
    [Fact]
    public void Every_label_of_the_recorded_cases_has_a_code()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Shared("cases"), "expected.json", SearchOption.AllDirectories))
        {
            var expected = ExpectedCause.Read(File.ReadAllText(file));
            expected.Codes.ShouldNotBeEmpty(expected.Label);
        }
    }

    [Theory]
    [InlineData("cases-field")]
    [InlineData("cases-trainticket")]
    public void Every_truth_of_the_other_recordings_is_read(string folder)
    {
        var files = Directory.EnumerateFiles(Repository.Shared(folder), "expected.json", SearchOption.AllDirectories).ToList();

        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => ExpectedCause.Read(File.ReadAllText(file)).Codes.Count > 0);
    }

    [Fact]
    public void Any_of_the_codes_and_any_of_the_objects_is_right()
    {
        var expected = ExpectedCause.Read(
            """
            {"source":"a/b#1","codes":["VolumeExpansionFailed","VolumeFull","AddedLater"],
             "object":{"kind":"PersistentVolumeClaim","namespace":"db","name":"data"},
             "objectAlternatives":[{"kind":"StatefulSet","namespace":"db","name":"postgres"}]}
            """);

        expected.Codes.ShouldBe([CauseCode.VolumeExpansionFailed, CauseCode.VolumeFull]);
        expected.HasObject(new ObjectReference("StatefulSet", "db", "postgres")).ShouldBeTrue();
        expected.HasObject(new ObjectReference("Pod", "db", "postgres-0")).ShouldBeTrue();
        expected.HasObject(new ObjectReference("Service", "db", "postgres")).ShouldBeFalse();
        expected.HasObject(new ObjectReference("PersistentVolumeClaim", "other", "data")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"kind":"","namespace":"","name":""}""")]
    public void Where_nothing_is_to_be_found_no_object_is_right(string named)
    {
        var expected = ExpectedCause.Read($$"""{"source":"a","codes":["NotFound"],"object":{{named}}}""");

        new CaseLine("c", [], CauseCode.NotFound, 1).RankOf(expected).ShouldBe(1);
        new CaseLine("c", [], CauseCode.Healthy, 1).RankOf(expected).ShouldBe(0);
        new CaseLine("c", [new CaseCause(CauseCode.NotFound, new ObjectReference("Pod", null, ""), 1)], CauseCode.NotFound, 1)
            .RankOf(expected)
            .ShouldBe(0);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"rootCause":"oom_killed"}""")]
    [InlineData("""{"rootCause":"oom_killed","object":{"kind":"Deployment"}}""")]
    [InlineData("""{"codes":"OutOfMemory"}""")]
    [InlineData("""{"codes":["NoSuchCode"]}""")]
    [InlineData("[]")]
    public void A_truth_without_its_parts_is_refused(string json) => Should.Throw<JsonException>(() => ExpectedCause.Read(json));

    [Fact]
    public void A_code_in_any_spelling_is_its_own_label() =>
        RecorderLabels.CodesOf("node_not_ready").ShouldHaveSingleItem().ToString().ShouldBe("NodeNotReady");
}
