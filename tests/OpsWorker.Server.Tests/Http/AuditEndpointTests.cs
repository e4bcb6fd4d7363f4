using System.Net;
using System.Text.Json;

namespace OpsWorker.Server.Tests.Http;

public sealed class AuditEndpointTests(RunningServer server)
{
    [Fact]
    public async Task A_change_is_recorded_with_who_what_object_address_and_result_and_without_the_secret()
    {
        var tenant = await server.CreateTenantAsync();

        var added = await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","name":"ci"}""");

        var log = await tenant.GetAsync("v1/audit");
        var entry = Entries(log).ShouldHaveSingleItem();
        Text(entry, "action").ShouldBe("key.add");
        Text(entry, "by").ShouldStartWith("key_");
        Text(entry, "target").ShouldBe(added.Json.GetProperty("record").GetProperty("id").GetString());
        Text(entry, "address").ShouldBe("127.0.0.1");
        Text(entry, "outcome").ShouldBe("Done");
        Text(entry, "detail").ShouldContain("ci");
        log.Body.ShouldNotContain(added.Text("key")!);
    }

    [Fact]
    public async Task Changes_of_every_kind_are_recorded()
    {
        var tenant = await server.CreateTenantAsync();
        var key = await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Webhook"}""");
        var id = key.Json.GetProperty("record").GetProperty("id").GetString();
        var rotated = await tenant.SendAsync(HttpMethod.Post, $"v1/keys/{id}/rotate");
        await tenant.SendAsync(HttpMethod.Delete, $"v1/keys/{rotated.Json.GetProperty("record").GetProperty("id").GetString()}");
        var cluster = await tenant.SendAsync(HttpMethod.Post, "v1/clusters", """{"name":"one"}""");
        var clusterId = cluster.Json.GetProperty("cluster").GetProperty("id").GetString();
        await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{clusterId}/rotate-token");
        await tenant.SendAsync(HttpMethod.Delete, $"v1/clusters/{clusterId}");
        await tenant.SendAsync(HttpMethod.Put, "v1/rules", """{"rules":[]}""");
        await tenant.SendAsync(HttpMethod.Patch, "v1/organisation", """{"digestHour":7}""");

        var log = await tenant.GetAsync("v1/audit");

        Entries(log).Select(entry => Text(entry, "action")).ShouldBe(
        [
            "organisation.change", "rules.replace", "cluster.remove", "cluster.rotate-token", "cluster.add", "key.revoke", "key.rotate",
            "key.add",
        ]);
    }

    [Fact]
    public async Task A_change_of_any_setting_is_recorded_with_its_value()
    {
        var tenant = await server.CreateTenantAsync();

        await tenant.SendAsync(
            HttpMethod.Patch, "v1/organisation", """{"dailyDigest":false,"weeklyDigest":"monday","digestChannel":"C0123456789"}""");

        Text(Entries(await tenant.GetAsync("v1/audit")).ShouldHaveSingleItem(), "detail")
            .ShouldBe("time zone UTC, digest at 9, daily off, weekly Monday, channel C0123456789");
    }

    [Fact]
    public async Task Denied_access_is_recorded_once_a_minute_for_each_key_and_reason()
    {
        var tenant = await server.CreateTenantAsync();
        var viewer = (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api"}""")).Text("key");

        for (var i = 0; i < 3; i++)
        {
            (await tenant.SendAsync(HttpMethod.Post, "v1/clusters", """{"name":"one"}""", viewer))
                .ShouldBeProblem(HttpStatusCode.Forbidden);
            (await tenant.SendAsync(HttpMethod.Delete, "v1/keys/key_1", null, viewer)).ShouldBeProblem(HttpStatusCode.Forbidden);
        }

        var denied = await tenant.GetAsync("v1/audit?outcome=denied");
        Entries(denied).Select(entry => Text(entry, "detail")).ShouldBe(["The scope Keys is needed.", "The scope Clusters is needed."]);
        Entries(denied).ShouldAllBe(entry => Text(entry, "action") == "access.deny");
    }

    [Fact]
    public async Task The_log_is_filtered_and_read_in_pages_by_admins_of_its_organisation_only()
    {
        var tenant = await server.CreateTenantAsync();
        var other = await server.CreateTenantAsync();
        for (var i = 0; i < 3; i++) await tenant.SendAsync(HttpMethod.Patch, "v1/organisation", $$"""{"digestHour":{{i}}}""");
        var approver = (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","role":"Approver"}""")).Text("key");

        var first = await tenant.GetAsync("v1/audit?action=organisation.change&limit=2");
        var second = await tenant.GetAsync($"v1/audit?action=organisation.change&limit=2&cursor={first.Text("cursor")}");

        Entries(first).Concat(Entries(second)).Count().ShouldBe(3);
        Entries(await tenant.GetAsync("v1/audit?to=2020-01-01")).ShouldBeEmpty();
        Entries(await tenant.GetAsync("v1/audit?by=key_0")).ShouldBeEmpty();
        Entries(await other.GetAsync("v1/audit")).ShouldBeEmpty();
        (await tenant.GetAsync("v1/audit", approver)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await tenant.GetAsync("v1/audit?outcome=maybe")).ShouldBeProblemOf("outcome");
        (await tenant.GetAsync("v1/audit?since=7d")).ShouldBeProblemOf("since");
    }

    private static IReadOnlyList<JsonElement> Entries(Answer log) => [.. log.Json.GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement entry, string property) => entry.GetProperty(property).GetString()!;
}
