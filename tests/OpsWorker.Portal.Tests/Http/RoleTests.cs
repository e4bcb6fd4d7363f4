using System.Net;
using Microsoft.AspNetCore.Http;
using OpsWorker.Core.Access;

namespace OpsWorker.Portal.Tests.Http;

/// <summary>Roles are enforced by the services behind the pages; these tests hold each page and action to them.</summary>
public sealed class RoleTests(RunningPortal portal)
{
    private static readonly (string Name, string Value)[] s_fields =
    [
        ("for", "1h"), ("text", "rules: []"), ("name", "demo"), ("timeZone", "UTC"), ("digestHour", "9"), ("kind", "Webhook"),
    ];

    public static TheoryData<string> Actions() =>
        [.. PortalPages.All.Where(route => route.Method == HttpMethods.Post).Select(route => route.Pattern)];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_viewer_can_do_nothing_and_reads_why(string pattern)
    {
        using var viewer = await VisitAsync(AccessRole.Viewer);
        var token = (await viewer.GetAsync("/incidents")).Document.QuerySelector("[name=token]")!.GetAttribute("value")!;

        var answer = await viewer.PostAsync(
            PagePaths.Fill(pattern, portal), [("token", token), ("id", portal.IncidentId), .. s_fields]);

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Text("h1").ShouldBe("You may not do this");
        answer.Text("main").ShouldContain("Viewer");
    }

    [Fact]
    public async Task A_viewer_sees_every_page_without_keys_and_audit_log()
    {
        using var viewer = await VisitAsync(AccessRole.Viewer);

        foreach (var path in PagePaths.Shown(portal)) (await viewer.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK, path);
        (await viewer.GetAsync("/sources")).Document.QuerySelector("form[action='/sources/keys']").ShouldBeNull();
        (await viewer.GetAsync("/settings")).Document.QuerySelector("#audit").ShouldBeNull();
    }

    [Fact]
    public async Task An_operator_handles_incidents_and_manages_no_clusters()
    {
        using var visitor = await VisitAsync(AccessRole.Operator);

        var page = await visitor.GetAsync($"/incidents/{portal.IncidentId}");
        (await visitor.SubmitAsync(page, "form[action$='/comment']", ("text", "I look at it"))).Text("main").ShouldContain("I look at it");
        var form = await visitor.GetAsync("/clusters/new");
        (await visitor.SubmitAsync(form, "form[action='/clusters/new']", ("name", "another"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Visitor> VisitAsync(AccessRole role)
    {
        var (key, record) = AccessKeys.Create(portal.Organisation, AccessKeyKind.Api, portal.Time.GetUtcNow());
        await portal.Store.Keys.AddAsync(record with { Role = role }, TestContext.Current.CancellationToken);
        return await portal.VisitAsync(key);
    }
}
