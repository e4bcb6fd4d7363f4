using System.Net;

namespace OpsWorker.Portal.Tests.Rules;

public sealed class RulesPageTests(RunningPortal portal)
{
    private const string Quiet = "rules:\n  - id: quiet\n    when:\n      match: alert.name=~\".*\"\n    do: suppress\n";

    [Fact]
    public async Task Rules_are_saved_as_a_version_and_shown_again()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/rules");
        var saved = await visitor.SubmitAsync(page, "form[action='/rules']", ("text", Quiet), ("do", "save"));

        saved.Path.ShouldBe("/rules?done=rules");
        saved.Text("#text").ShouldContain("id: quiet");
        saved.Text("main").ShouldContain("Version 1.");
        var stored = await portal.Store.Rules.GetLatestAsync(organisation, TestContext.Current.CancellationToken);
        stored!.Rules.Single().Id.ShouldBe("quiet");
    }

    [Fact]
    public async Task A_test_shows_which_recent_alerts_would_be_decided_otherwise_and_saves_nothing()
    {
        using var visitor = await portal.VisitAsync();

        var page = await visitor.GetAsync("/rules");
        var tested = await visitor.SubmitAsync(page, "form[action='/rules']", ("text", Quiet), ("do", "test"));

        tested.Document.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThan(0);
        tested.Document.QuerySelector("tbody tr strong")!.TextContent.ShouldBe("Suppress");
        (await visitor.GetAsync("/rules")).Text("#text").ShouldNotContain("quiet");
    }

    [Theory]
    [InlineData("rules: [", "YAML")]
    [InlineData("rules:\n  - id: a\n    when: { match: '((' }\n    do: suppress\n", "match")]
    [InlineData("rules:\n  - id: a\n    wen: {}\n", "wen")]
    [InlineData("? [a]\n: b\n", "name")]
    public async Task What_is_wrong_is_named_beside_the_text_that_was_typed(string text, string named)
    {
        var (_, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/rules");
        var refused = await visitor.SubmitAsync(page, "form[action='/rules']", ("text", text), ("do", "save"));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text("[role=alert]").ShouldContain(named);
        refused.Text("#text").ShouldBe(text.Trim());
    }

    [Fact]
    public async Task A_change_made_meanwhile_is_not_overwritten()
    {
        var (_, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/rules");
        await visitor.SubmitAsync(page, "form[action='/rules']", ("text", Quiet), ("do", "save"));
        var second = await visitor.SubmitAsync(page, "form[action='/rules']", ("text", "rules: []"), ("do", "save"));

        second.Status.ShouldBe(HttpStatusCode.Conflict);
        (await visitor.GetAsync("/rules?version=1")).Text("#text").ShouldContain("quiet");
    }
}
