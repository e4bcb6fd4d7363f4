namespace OpsWorker.Scenarios.Reading;

public sealed class YamlJsonTests
{
    [Theory]
    [InlineData("true", "true")]
    [InlineData("True", "true")]
    [InlineData("\"True\"", "\"True\"")]
    [InlineData("8080", "8080")]
    [InlineData("\"8080\"", "\"8080\"")]
    [InlineData("0.5", "0.5")]
    [InlineData("~", "null")]
    [InlineData("2026-03-02T10:00:00Z", "\"2026-03-02T10:00:00Z\"")]
    [InlineData("10.96.0.10", "\"10.96.0.10\"")]
    [InlineData("[a, {b: 1}]", "[\"a\",{\"b\":1}]")]
    public void Plain_words_have_the_types_that_kubectl_gives_them(string yaml, string json) =>
        YamlJson.Read("value: " + yaml)!.ToJsonString().ShouldBe($"{{\"value\":{json}}}");
}
