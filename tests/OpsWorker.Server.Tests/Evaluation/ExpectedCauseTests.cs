using System.Text.Json;
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
    [InlineData("{}")]
    [InlineData("""{"rootCause":"oom_killed"}""")]
    [InlineData("""{"rootCause":"oom_killed","object":{"kind":"Deployment"}}""")]
    public void A_truth_without_its_parts_is_refused(string json) => Should.Throw<JsonException>(() => ExpectedCause.Read(json));

    [Fact]
    public void A_code_in_any_spelling_is_its_own_label() =>
        RecorderLabels.CodesOf("node_not_ready").ShouldHaveSingleItem().ToString().ShouldBe("NodeNotReady");
}
