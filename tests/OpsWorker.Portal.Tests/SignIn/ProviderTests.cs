using System.Net;
using System.Text.Json.Nodes;

namespace OpsWorker.Portal.Tests.SignIn;

/// <summary>Signing in at an OpenID Connect provider: a real one on loopback, which signs everybody in as Ada.</summary>
public sealed class ProviderTests(RunningPortal portal)
{
    [Fact]
    public async Task A_person_signs_in_at_the_provider_with_the_role_of_a_group()
    {
        using var visitor = new Visitor(portal.Address);

        var form = await visitor.GetAsync("/settings");
        var page = await visitor.GetAsync(form.Document.QuerySelector("a[href^='/sign-in/provider']")!.GetAttribute("href")!);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Path.ShouldBe("/settings");
        page.Text("main").ShouldContain("You are Ada, Operator");
    }

    [Fact]
    public async Task A_person_of_a_workspaces_group_sees_and_handles_nothing_of_others()
    {
        var groups = portal.Provider.Claims["groups"]!.DeepClone();
        portal.Provider.Claims["groups"] = new JsonArray("payments-team");
        try
        {
            using var visitor = new Visitor(portal.Address);
            var form = await visitor.GetAsync("/incidents?state=all");
            var list = await visitor.GetAsync(form.Document.QuerySelector("a[href^='/sign-in/provider']")!.GetAttribute("href")!);

            list.Status.ShouldBe(HttpStatusCode.OK);
            list.Document.QuerySelectorAll($"a[href*='{portal.IncidentId}']").ShouldBeEmpty();
            string[] foreign = [$"/incidents/{portal.IncidentId}", $"/incidents/{portal.IncidentId}/markdown", $"/alerts/{portal.AlertId}"];
            foreach (var path in foreign) (await visitor.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }
        finally
        {
            portal.Provider.Claims["groups"] = groups;
        }
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused()
    {
        using var visitor = new Visitor(portal.Address);

        var page = await visitor.GetAsync("/sign-in/callback?state=x&code=y");

        page.Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await visitor.GetAsync("/incidents")).Path.ShouldStartWith("/sign-in");
    }
}
