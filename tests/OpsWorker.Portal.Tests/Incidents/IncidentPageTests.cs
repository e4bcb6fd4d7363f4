using System.Net;
using OpsWorker.Testing;

namespace OpsWorker.Portal.Tests.Incidents;

public sealed class IncidentPageTests(RunningPortal portal)
{
    [Fact]
    public async Task The_page_begins_with_the_cause_and_the_commands_to_run()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        var incident = await portal.PutReportedAsync(organisation, "one", DiagnosisSamples.Found);
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync($"/incidents/{incident.Id}");

        page.Text("h1").ShouldBe(incident.Title);
        page.Text("#answer").ShouldBe(DiagnosisSamples.Headline);
        page.Document.QuerySelectorAll(".answer .command code").Select(code => code.TextContent)
            .ShouldContain("kubectl get secrets -n shop");
        page.Text(".quote blockquote").ShouldBe("secret \"payments-db\" not found");
        page.Text(".quote figcaption").ShouldContain("status.containerStatuses[payments].state.waiting.message");
        page.Document.QuerySelectorAll(".steps li").Length.ShouldBe(4);
        page.Document.QuerySelectorAll("svg[role=img]").ShouldAllBe(svg => svg.GetAttribute("aria-label")!.Length > 10);
        page.Document.QuerySelectorAll(".times li").Length.ShouldBeGreaterThan(3);
        page.Html.ShouldContain("no model was called");
    }

    public static TheoryData<string> States() => [.. IncidentViews.All.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Every_state_of_an_incident_has_a_page(string state)
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        var view = IncidentViews.All[state];
        var incident = await portal.PutAsync(organisation, view);
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync($"/incidents/{incident.Id}");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelectorAll("#answer").Length.ShouldBe(1);
        page.Text("#answer").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_incident_downloads_as_Markdown()
    {
        using var visitor = await portal.VisitAsync();

        var file = await visitor.GetAsync($"/incidents/{portal.IncidentId}/report.md");

        file.Headers["Content-Type"].ShouldStartWith("text/markdown");
        file.Headers["Content-Disposition"].ShouldContain($"{portal.IncidentId}.md");
        file.Html.ShouldStartWith("# ");
        file.Html.ShouldContain("## What to do");
        file.Html.ShouldContain("## Evidence");
    }

    [Fact]
    public async Task Investigate_again_asks_for_another_attempt()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        var incident = await portal.PutReportedAsync(
            organisation, "one", DiagnosisSamples.Found, i => i with { Attempt = 1, ClusterId = null });
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync($"/incidents/{incident.Id}");
        var after = await visitor.SubmitAsync(page, "form[action$='/investigate']");

        after.Text("[role=status]").ShouldContain("Another attempt is asked for");
        var stored = await portal.Store.Incidents.GetAsync(organisation, incident.Id, TestContext.Current.CancellationToken);
        (stored!.Attempt > 1 || stored.NextAttempt is not null).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_incident_is_not_found()
    {
        using var visitor = await portal.VisitAsync();

        var page = await visitor.GetAsync("/incidents/inc_none");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Text("h1").ShouldBe("Not found");
    }
}
