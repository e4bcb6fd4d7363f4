using System.Net;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Testing;

namespace OpsWorker.Portal.Tests.Incidents;

public sealed class IncidentsPageTests(RunningPortal portal)
{
    [Fact]
    public async Task The_list_shows_each_open_incident_with_its_cause()
    {
        using var visitor = await portal.VisitAsync();

        var page = await visitor.GetAsync("/incidents");

        page.Document.QuerySelectorAll(".item").Length.ShouldBeGreaterThan(0);
        var row = page.Document.QuerySelector($".item:has([href='/incidents/{portal.IncidentId}'])").ShouldNotBeNull();
        row.TextContent.ShouldContain("Open");
        row.QuerySelector(".item-answer")!.TextContent.Trim().ShouldNotBeEmpty();
        row.QuerySelector("time")!.GetAttribute("title")!.ShouldEndWith("UTC");
    }

    [Theory]
    [InlineData(200, "/incidents?done=acknowledged")]
    [InlineData(201, "/incidents/acknowledge")]
    public async Task Two_hundred_incidents_can_be_acknowledged_at_once(int count, string path)
    {
        using var visitor = await portal.VisitAsync();
        var token = (await visitor.GetAsync("/incidents")).Document.QuerySelector("[name=token]")!.GetAttribute("value")!;
        var ticked = Enumerable.Range(0, count).Select(i => ("id", $"inc_{i}"));

        var answer = await visitor.PostAsync("/incidents/acknowledge", [("token", token), .. ticked]);

        answer.Status.ShouldBe(count <= 200 ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        answer.Path.ShouldBe(path);
    }

    [Fact]
    public async Task An_empty_list_gives_the_next_command()
    {
        var (_, key) = await portal.CreateOrganisationAsync();
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/incidents");

        page.Text(".empty h2").ShouldBe("No incident yet");
        page.Text(".empty code").ShouldBe("opsworker demo");
    }

    [Fact]
    public async Task The_address_filters_by_status_severity_cluster_and_text()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        await portal.PutReportedAsync(organisation, "one", DiagnosisSamples.Found, i => i with { Title = "One", ClusterName = "prod-eu" });
        await portal.PutReportedAsync(organisation, "two", DiagnosisSamples.Found, i => i with { Title = "Two", Severity = Severity.Info });
        await portal.PutReportedAsync(organisation, "three", DiagnosisSamples.Found, i => i with
        {
            Title = "Three",
            Status = IncidentStatus.Resolved,
            ResolvedAt = i.StartsAt.AddMinutes(1),
        });
        using var visitor = await portal.VisitAsync(key);

        (await Titles(visitor, "/incidents")).ShouldBe(["One", "Two"], ignoreOrder: true);
        (await Titles(visitor, "/incidents?status=resolved")).ShouldBe(["Three"]);
        (await Titles(visitor, "/incidents?status=all")).Length.ShouldBe(3);
        (await Titles(visitor, "/incidents?severity=info")).ShouldBe(["Two"]);
        (await Titles(visitor, "/incidents?cluster=prod-eu")).ShouldBe(["One"]);
        (await Titles(visitor, "/incidents?text=TWO")).ShouldBe(["Two"]);
        (await Titles(visitor, "/incidents?text=nowhere")).ShouldBeEmpty();
        (await Titles(visitor, "/incidents?severity=nonsense&status=nonsense")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Older_incidents_are_on_the_next_page()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        for (var i = 0; i < 53; i++)
        {
            var title = FormattableString.Invariant($"Number {i}");
            var at = IncidentSamples.Start.AddMinutes(i);
            await portal.PutReportedAsync(
                organisation, title, DiagnosisSamples.Without(CauseCode.NotFound), x => x with { Title = title, OpenedAt = at });
        }

        using var visitor = await portal.VisitAsync(key);

        var first = await visitor.GetAsync("/incidents?status=all");
        var second = await visitor.GetAsync(first.Document.QuerySelector("[rel=next]")!.GetAttribute("href")!);

        first.Document.QuerySelectorAll(".item").Length.ShouldBe(50);
        second.Document.QuerySelectorAll(".item-title").Select(a => a.TextContent).ShouldBe(["Number 2", "Number 1", "Number 0"]);
        second.Document.QuerySelector("[rel=next]").ShouldBeNull();
        (await visitor.GetAsync("/incidents?status=all&page=nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_does_not_take_the_others_with_it()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        var broken = await portal.PutReportedAsync(organisation, "broken", DiagnosisSamples.Found, i => i with { Title = "Broken" });
        await portal.PutReportedAsync(organisation, "whole", DiagnosisSamples.Found, i => i with { Title = "Whole" });
        await portal.DamageInvestigationAsync(broken.InvestigationId!);
        using var visitor = await portal.VisitAsync(key);

        var page = await visitor.GetAsync("/incidents");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelectorAll(".item-title").Select(a => a.TextContent).ShouldBe(["Broken", "Whole"], ignoreOrder: true);
        page.Html.ShouldContain("Its investigation cannot be read.");
        (await visitor.GetAsync($"/incidents/{broken.Id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_that_is_up_to_date_is_not_sent_again()
    {
        var (organisation, key) = await portal.CreateOrganisationAsync();
        await portal.PutReportedAsync(organisation, "one", DiagnosisSamples.Found);
        using var visitor = await portal.VisitAsync(key);
        var revision = (await visitor.GetAsync("/incidents")).Document.GetElementById("main")!.GetAttribute("data-revision")!;

        (await visitor.GetAsync("/incidents", ("If-Revision", revision))).Status.ShouldBe(HttpStatusCode.NotModified);
        await portal.PutReportedAsync(organisation, "two", DiagnosisSamples.Found);
        (await visitor.GetAsync("/incidents", ("If-Revision", revision))).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string[]> Titles(Visitor visitor, string path) =>
        [.. (await visitor.GetAsync(path)).Document.QuerySelectorAll(".item-title").Select(a => a.TextContent)];
}
