using System.Net;
using System.Text.Json;

namespace OpsWorker.Server.Tests.Http;

public sealed class KeyEndpointTests(RunningServer server)
{
    [Fact]
    public async Task An_added_key_works_within_its_role_and_is_shown_once()
    {
        var tenant = await server.CreateTenantAsync();

        var added = await AddAsync(tenant, """{"kind":"Api","name":"grafana","role":"Viewer"}""");

        var key = Secret(added);
        var id = Id(added);
        (await tenant.GetAsync("v1/incidents", key)).Status.ShouldBe(HttpStatusCode.OK);
        (await tenant.GetAsync("v1/keys", key)).ShouldBeProblem(HttpStatusCode.Forbidden).Body.ShouldContain("Admin");
        var shown = await tenant.GetAsync($"v1/keys/{id}");
        shown.Body.ShouldNotContain(key);
        shown.Text("role").ShouldBe("Viewer");
        shown.Text("createdBy").ShouldStartWith("key_");
        var created = shown.Json.GetProperty("createdAt").GetDateTimeOffset();
        shown.Json.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBeGreaterThan(created);
        (await tenant.GetAsync("v1/keys?limit=200")).Ids().ShouldContain(id);
    }

    [Fact]
    public async Task The_last_use_is_written_at_most_once_a_minute()
    {
        var tenant = await server.CreateTenantAsync();
        var added = await AddAsync(tenant, """{"kind":"Api"}""");
        await tenant.GetAsync("v1/incidents", Secret(added));
        var first = (await tenant.GetAsync($"v1/keys/{Id(added)}")).Text("lastUsedAt");

        await tenant.GetAsync("v1/incidents", Secret(added));

        (await tenant.GetAsync($"v1/keys/{Id(added)}")).Text("lastUsedAt").ShouldBe(first.ShouldNotBeNull());
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var tenant = await server.CreateTenantAsync();
        var added = await AddAsync(tenant, """{"kind":"Api","role":"Admin"}""");

        (await tenant.SendAsync(HttpMethod.Delete, $"v1/keys/{Id(added)}")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await tenant.GetAsync("v1/incidents", Secret(added))).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.SendAsync(HttpMethod.Delete, $"v1/keys/{Id(added)}")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_rotated_key_keeps_what_it_may_and_the_old_one_ends_after_the_grace()
    {
        var tenant = await server.CreateTenantAsync();
        var added = await AddAsync(tenant, """{"kind":"Api","name":"ci","role":"Operator","scopes":["Read"]}""");

        var rotated = await tenant.SendAsync(HttpMethod.Post, $"v1/keys/{Id(added)}/rotate", """{"graceHours":0}""");

        rotated.Status.ShouldBe(HttpStatusCode.Created, rotated.Body);
        (await tenant.GetAsync("v1/incidents", Secret(added))).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.GetAsync("v1/incidents", Secret(rotated))).Status.ShouldBe(HttpStatusCode.OK);
        Record(rotated).GetProperty("role").GetString().ShouldBe("Operator");
        Record(rotated).GetProperty("name").GetString().ShouldBe("ci");
        Record(rotated).GetProperty("scopes").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_is_limited_to_managing_keys_cannot_make_one_that_may_more()
    {
        var tenant = await server.CreateTenantAsync();
        var limited = Secret(await AddAsync(tenant, """{"kind":"Api","role":"Admin","scopes":["Keys","Read"]}"""));
        var full = Id(await AddAsync(tenant, """{"kind":"Api","role":"Admin"}"""));

        (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","role":"Viewer"}""", limited))
            .Status.ShouldBe(HttpStatusCode.Created);
        (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","role":"Operator"}""", limited))
            .ShouldBeProblem(HttpStatusCode.Forbidden);
        (await tenant.SendAsync(HttpMethod.Post, $"v1/keys/{full}/rotate", null, limited)).ShouldBeProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_webhook_key_that_is_bound_to_a_source_sends_as_no_other()
    {
        var tenant = await server.CreateTenantAsync();
        var bound = Secret(await AddAsync(tenant, """{"kind":"Webhook","source":"grafana"}"""));

        (await tenant.PostAsync("alertmanager", bound, new StringContent("{}")))
            .ShouldBeProblem(HttpStatusCode.Forbidden).Body.ShouldContain("grafana");
        (await tenant.PostAsync("grafana", bound, new StringContent("{}"))).ShouldBeProblem(HttpStatusCode.BadRequest);
        (await tenant.GetAsync("v1/incidents", bound)).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{}""", "kind")]
    [InlineData("""{"kind":"Cluster"}""", "kind")]
    [InlineData("""{"kind":"Api","name":""}""", "name")]
    [InlineData("""{"kind":"Api","expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"kind":"Api","role":"Viewer","scopes":["Respond"]}""", "scopes")]
    [InlineData("""{"kind":"Api","scopes":[]}""", "scopes")]
    [InlineData("""{"kind":"Api","scopes":[99]}""", "scopes")]
    [InlineData("""{"kind":"Api","role":99}""", "role")]
    [InlineData("""{"kind":"Api","source":"grafana"}""", "source")]
    [InlineData("""{"kind":"Webhook","source":"nagios"}""", "source")]
    [InlineData("""{"kind":"Webhook","role":"Admin"}""", "role")]
    [InlineData("""{"kind":"Webhook","scopes":["Read"]}""", "scopes")]
    public async Task A_wrong_request_is_refused_with_its_field(string body, string field)
    {
        var tenant = await server.CreateTenantAsync();

        (await tenant.SendAsync(HttpMethod.Post, "v1/keys", body)).ShouldBeProblemOf(field);
    }

    [Fact]
    public async Task A_misspelt_field_is_refused_as_it_would_widen_the_key()
    {
        var tenant = await server.CreateTenantAsync();

        (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","scope":["Read"]}"""))
            .ShouldBeProblem(HttpStatusCode.BadRequest);
    }

    private static async Task<Answer> AddAsync(Tenant tenant, string body)
    {
        var added = await tenant.SendAsync(HttpMethod.Post, "v1/keys", body);
        added.Status.ShouldBe(HttpStatusCode.Created, added.Body);
        return added;
    }

    private static string Secret(Answer added) => added.Text("key").ShouldNotBeNull();

    private static JsonElement Record(Answer added) => added.Json.GetProperty("record");

    private static string Id(Answer added) => Record(added).GetProperty("id").GetString()!;
}
