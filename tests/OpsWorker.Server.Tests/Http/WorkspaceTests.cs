using System.Net;
using System.Text.Json;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

/// <summary>Two teams of one organisation, each with keys of its own, and somebody who sees both.</summary>
public sealed class WorkspaceTests(RunningServer server)
{
    [Fact]
    public async Task The_same_alert_of_two_workspaces_is_two_incidents_and_each_sees_its_own()
    {
        var tenant = await server.CreateTenantAsync();
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutErrors", "shop")).ToJsonString();
        var readers = new Dictionary<string, string>();
        foreach (var workspace in (string[])["payments", "search"])
        {
            var webhook = await AddAsync(tenant, $$"""{"kind":"Webhook","workspace":"{{workspace}}"}""");
            readers[workspace] = await AddAsync(tenant, $$"""{"kind":"Api","role":"Operator","workspace":"{{workspace}}"}""");
            (await tenant.PostAsync("alertmanager", webhook, new StringContent(payload))).Status.ShouldBe(HttpStatusCode.Accepted);
        }

        await Eventually.ShouldBeTrueAsync(async () => Items(await tenant.GetAsync("v1/incidents")).Count == 2, "both are there");
        var all = Items(await tenant.GetAsync("v1/incidents"));
        all.Select(Workspace).ShouldBe(["payments", "search"], ignoreOrder: true);
        Items(await tenant.GetAsync("v1/incidents?workspace=search")).Select(Workspace).ShouldBe(["search"]);
        Items(await tenant.GetAsync("v1/alerts?workspace=search")).Select(Workspace).ShouldBe(["search"]);
        foreach (var (workspace, key) in readers)
        {
            var own = Items(await tenant.GetAsync("v1/incidents", key)).ShouldHaveSingleItem();
            Workspace(own).ShouldBe(workspace);
            Items(await tenant.GetAsync("v1/alerts", key)).Select(Workspace).ShouldBe([workspace]);
            var investigation = Items(await tenant.GetAsync("v1/investigations", key)).ShouldHaveSingleItem();
            investigation.GetProperty("incidentId").GetString().ShouldBe(Id(own));

            var foreign = Id(all.Single(incident => Workspace(incident) != workspace));
            await ShouldNotExistAsync(tenant, key, foreign);
            (await tenant.SendAsync(HttpMethod.Post, $"v1/incidents/{Id(own)}/acknowledge", null, key)).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_key_of_a_workspace_changes_nothing_of_the_organisation_however_high_its_role()
    {
        var tenant = await server.CreateTenantAsync();
        var key = await AddAsync(tenant, """{"kind":"Api","role":"Admin","workspace":"payments"}""");
        (HttpMethod Method, string Path, string? Body)[] denied =
        [
            (HttpMethod.Put, "v1/rules", """{"rules":[]}"""),
            (HttpMethod.Post, "v1/keys", """{"kind":"Api"}"""),
            (HttpMethod.Get, "v1/keys", null),
            (HttpMethod.Post, "v1/clusters", """{"name":"one"}"""),
            (HttpMethod.Patch, "v1/organisation", """{"digestHour":7}"""),
            (HttpMethod.Get, "v1/audit", null),
            (HttpMethod.Get, "v1/digest", null),
        ];
        foreach (var (method, path, body) in denied)
        {
            (await tenant.SendAsync(method, path, body, key)).ShouldBeProblem(HttpStatusCode.Forbidden).Body
                .ShouldContain("limited to the workspace payments", Case.Sensitive, path);
        }

        Items(await tenant.GetAsync("v1/audit?outcome=denied")).Count.ShouldBeGreaterThanOrEqualTo(5);
        (await tenant.GetAsync("v1/rules", key)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"kind":"Api","workspace":""}""", "workspace")]
    [InlineData("""{"kind":"Api","workspace":"a/b"}""", "workspace")]
    [InlineData("""{"kind":"Api","role":"Admin","workspace":"a","scopes":["Read","Keys"]}""", "scopes")]
    public async Task A_key_that_cannot_be_is_refused(string body, string field)
    {
        var tenant = await server.CreateTenantAsync();

        (await tenant.SendAsync(HttpMethod.Post, "v1/keys", body)).ShouldBeProblemOf(field);
    }

    [Fact]
    public async Task A_rotated_key_keeps_its_workspace()
    {
        var tenant = await server.CreateTenantAsync();
        var added = await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Webhook","workspace":"payments"}""");
        var id = added.Json.GetProperty("record").GetProperty("id").GetString();

        var rotated = await tenant.SendAsync(HttpMethod.Post, $"v1/keys/{id}/rotate");

        Workspace(rotated.Json.GetProperty("record")).ShouldBe("payments");
    }

    private static async Task ShouldNotExistAsync(Tenant tenant, string key, string incident)
    {
        var shown = (await tenant.GetAsync($"v1/incidents/{incident}")).Json.GetProperty("incident");
        var alert = shown.GetProperty("alerts")[0].GetProperty("id").GetString();
        string[] paths = [$"v1/incidents/{incident}", $"v1/alerts/{alert}", $"v1/investigations/{shown.GetProperty("investigationId")}"];
        foreach (var path in paths)
        {
            (await tenant.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK, path);
            (await tenant.GetAsync(path, key)).ShouldBeProblem(HttpStatusCode.NotFound);
        }

        (string Action, string? Body)[] actions =
        [
            ("acknowledge", null), ("comment", """{"text":"x"}"""), ("close", "{}"), ("silence", """{"length":"PT1H"}"""),
            ("feedback", """{"helpful":true}"""), ("investigate", null),
        ];
        foreach (var (action, body) in actions)
        {
            (await tenant.SendAsync(HttpMethod.Post, $"v1/incidents/{incident}/{action}", body, key))
                .ShouldBeProblem(HttpStatusCode.NotFound);
        }
    }

    private static async Task<string> AddAsync(Tenant tenant, string body)
    {
        var added = await tenant.SendAsync(HttpMethod.Post, "v1/keys", body);
        added.Status.ShouldBe(HttpStatusCode.Created, added.Body);
        return added.Text("key")!;
    }

    private static IReadOnlyList<JsonElement> Items(Answer listing) => [.. listing.Json.GetProperty("items").EnumerateArray()];

    private static string? Workspace(JsonElement item) =>
        item.TryGetProperty("workspace", out var workspace) ? workspace.GetString() : null;

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;
}
