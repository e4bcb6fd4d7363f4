using OpsWorker.Core.Settings;

namespace OpsWorker.Core.Tests.Settings;

public sealed class UnknownVariablesTests
{
    private static readonly string[] s_known = ["OPSWORKER_Urls", "OPSWORKER_Slack__Channel", "OPSWORKER_Kestrel__"];

    [Fact]
    public void A_misspelt_setting_is_reported_with_the_most_similar_name() =>
        Warnings("OPSWORKER_Slack__Chanel").ShouldHaveSingleItem().ShouldBe(
            "OPSWORKER_Slack__Chanel is not a setting and is ignored; did you mean OPSWORKER_Slack__Channel?");

    [Fact]
    public void A_setting_that_resembles_none_is_reported_with_the_page_that_lists_them() =>
        Warnings("OPSWORKER_Frobnicate").ShouldHaveSingleItem().ShouldBe(
            "OPSWORKER_Frobnicate is not a setting and is ignored; docs/page.md lists the settings.");

    [Theory]
    [InlineData("OPSWORKER_URLS", "names that differ in case")]
    [InlineData("OPSWORKER_Kestrel__Limits__MaxConcurrentConnections", "names in a section that is taken whole")]
    [InlineData("URLS", "names without the prefix")]
    [InlineData("OPSWORKER_AGENT_SERVICE_HOST", "links to Services")]
    [InlineData("OPSWORKER_AGENT_PORT_9090_TCP", "links to Services")]
    [InlineData("OPSWORKER_TEST_SEED", "names of the test suite")]
    public void Nothing_is_reported_of(string name, string why) => Warnings(name).ShouldBeEmpty(why);

    private static IReadOnlyList<string> Warnings(params string[] variables) =>
        UnknownVariables.Warnings(variables, s_known, StringComparison.OrdinalIgnoreCase, "docs/page.md");
}
