using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Server.Tests.Clusters;

public sealed partial class RegistrationTests(RunningServer server)
{
    [Fact]
    public async Task An_added_cluster_gets_a_registration_token_and_the_commands_with_it()
    {
        var tenant = await server.CreateTenantAsync();

        var added = await tenant.AddAsync(
            """{"name":"prod/eu","displayName":"The shop, EU","provider":"eks","region":"eu-west-1","workspace":"shop"}""");

        added.Status.ShouldBe(HttpStatusCode.Created);
        var token = added.Text("registrationToken").ShouldNotBeNull();
        RegistrationForm().IsMatch(token).ShouldBeTrue(token);
        var url = server.Address.AbsoluteUri.TrimEnd('/');
        added.Text("installCommand").ShouldBe(
            $"""
            helm upgrade --install opsworker-agent oci://ghcr.io/opsworker/charts/opsworker-agent \
              --namespace opsworker --create-namespace \
              --set-string registrationToken={token} \
              --set-string server.url={url} \
              --set-string clusterName=prod/eu \
              --set-string 'displayName=The shop\, EU' \
              --set-string provider=eks \
              --set-string region=eu-west-1
            """);
        added.Json.GetProperty("commands").GetProperty("environment").GetString()!.ShouldContain($"OPSWORKER_REGISTRATION_TOKEN={token}");
        added.Json.GetProperty("registrationTokenExpiresAt").GetDateTimeOffset()
            .ShouldBeInRange(TimeProvider.System.GetUtcNow().AddMinutes(58), TimeProvider.System.GetUtcNow().AddMinutes(61));
        var id = added.Json.GetProperty("cluster").GetProperty("id").GetString()!;
        var shown = await tenant.GetAsync($"v1/clusters/{id}");
        shown.Body.ShouldNotContain(token);
        shown.Text("workspace").ShouldBe("shop");
    }

    [Fact]
    public async Task A_registration_token_gives_one_agent_token_that_opens_sessions()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, registration) = await JoinAsync(tenant);

        var registered = await RegisterAsync(tenant, registration);

        registered.Status.ShouldBe(HttpStatusCode.OK);
        registered.Text("clusterId").ShouldBe(id);
        var token = registered.Text("agentToken").ShouldNotBeNull();
        AgentForm().IsMatch(token).ShouldBeTrue(token);
        (await tenant.OpenSessionAsync(token)).Text("clusterId").ShouldBe(id);
        var again = await RegisterAsync(tenant, registration);
        again.ShouldBeProblem(HttpStatusCode.Unauthorized).Text("detail")!.ShouldContain("was used at");
        again.Body.ShouldContain("opsworker cluster join-token shop");
        (await tenant.OpenSessionAsync(registration)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        var shown = (await tenant.GetAsync($"v1/clusters/{id}")).Json.GetProperty("refusal").GetProperty("reason").GetString();
        shown!.ShouldContain("was used at");
        var audit = (await tenant.GetAsync("v1/audit")).Body;
        audit.ShouldContain("cluster.register");
        foreach (var secret in (string[])[token, registration]) audit.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Of_many_who_register_at_the_same_time_one_wins()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, registration) = await JoinAsync(tenant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RegisterAsync(tenant, registration)));

        var won = answers.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        answers.Count(answer => answer.Status == HttpStatusCode.Unauthorized).ShouldBe(7);
        (await tenant.OpenSessionAsync(won.Text("agentToken"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_newer_token_replaces_one_that_was_not_used_and_an_old_one_is_refused_with_its_time()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, first) = await JoinAsync(tenant);
        var issued = await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/join-token");
        var second = issued.Text("registrationToken").ShouldNotBeNull();
        issued.Text("installCommand")!.ShouldContain(second);
        (await tenant.GetAsync("v1/audit")).Body.ShouldContain("cluster.join-token");

        (await RegisterAsync(tenant, first)).ShouldBeProblem(HttpStatusCode.Unauthorized).Text("detail")!.ShouldContain("newer one");
        var clusters = server.Store.Clusters;
        var cancel = TestContext.Current.CancellationToken;
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await clusters.UpdateAsync(id, c => c with { Registration = c.Registration! with { ExpiresAt = past } }, cancel);

        (await RegisterAsync(tenant, second)).ShouldBeProblem(HttpStatusCode.Unauthorized).Text("detail")!.ShouldContain("expired at");
    }

    [Fact]
    public async Task A_token_of_another_cluster_is_refused_and_not_used_up()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, registration) = await JoinAsync(tenant);

        (await RegisterAsync(tenant, registration, "other")).ShouldBeProblem(HttpStatusCode.Unauthorized).Text("detail")!
            .ShouldContain("is for the cluster shop, and the agent is configured as other");

        (await RegisterAsync(tenant, registration, "shop")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_by_hand_that_was_not_used_ends_when_an_agent_registers_and_one_in_use_has_a_grace()
    {
        var tenant = await server.CreateTenantAsync();
        var unused = (await tenant.AddAsync("""{"name":"unused"}""")).Json;
        var used = (await tenant.AddAsync("""{"name":"used"}""")).Json;
        (await tenant.OpenSessionAsync(used.GetProperty("token").GetString())).Status.ShouldBe(HttpStatusCode.OK);

        foreach (var cluster in (JsonElement[])[unused, used])
        {
            (await RegisterAsync(tenant, cluster.GetProperty("registrationToken").GetString()!)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await tenant.OpenSessionAsync(unused.GetProperty("token").GetString())).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.OpenSessionAsync(used.GetProperty("token").GetString())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Other_credentials_register_nothing_and_the_token_of_a_removed_cluster_says_so()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, registration) = await JoinAsync(tenant);
        foreach (var other in (string[])["", "ocr_", "ocr_" + new string('0', 64), tenant.ApiKey, tenant.WebhookKey])
        {
            (await RegisterAsync(tenant, other)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        }

        await tenant.SendAsync(HttpMethod.Delete, $"v1/clusters/{id}");

        (await RegisterAsync(tenant, registration)).ShouldBeProblem(HttpStatusCode.Unauthorized).Text("detail")!.ShouldContain("removed");
    }

    [Fact]
    public async Task Another_tenant_and_a_viewer_get_no_registration_token()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, _) = await JoinAsync(tenant);
        var other = await server.CreateTenantAsync();
        var viewer = (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","role":"Viewer"}""")).Text("key");

        (await other.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/join-token")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/join-token", null, viewer)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await tenant.GetAsync("v1/keys")).Body.ShouldNotContain("Registration");
    }

    [Fact]
    public async Task An_agent_that_can_is_asked_to_rotate_and_its_old_token_ends_after_the_new_one_was_used()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, registration) = await JoinAsync(tenant);
        var first = (await RegisterAsync(tenant, registration)).Text("agentToken")!;
        (await RotateAsync(tenant, first)).ShouldBeProblem(HttpStatusCode.Conflict);
        await ReportAsync(id, AgentCapabilities.TokenRotate);

        var asked = await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token", """{"graceHours":0}""");

        asked.Status.ShouldBe(HttpStatusCode.Accepted);
        asked.Json.TryGetProperty("token", out _).ShouldBeFalse();
        (await tenant.OpenSessionAsync(first)).Json.GetProperty("rotateToken").GetBoolean().ShouldBeTrue();
        var lost = (await RotateAsync(tenant, first)).Text("agentToken")!;
        var second = (await RotateAsync(tenant, first)).Text("agentToken")!;
        (await tenant.OpenSessionAsync(lost)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.OpenSessionAsync(first)).Status.ShouldBe(HttpStatusCode.OK);
        (await tenant.OpenSessionAsync(second)).Json.GetProperty("rotateToken").GetBoolean().ShouldBeFalse();
        (await tenant.OpenSessionAsync(first)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.OpenSessionAsync(second)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_rotation_by_hand_stays_possible_for_an_agent_that_could_do_it_itself()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, registration) = await JoinAsync(tenant);
        var first = (await RegisterAsync(tenant, registration)).Text("agentToken")!;
        await ReportAsync(id, AgentCapabilities.TokenRotate);

        var rotated = await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token", """{"graceHours":0,"manual":true}""");

        (await tenant.OpenSessionAsync(rotated.Text("token"))).Status.ShouldBe(HttpStatusCode.OK);
        (await tenant.OpenSessionAsync(first)).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_of_a_workspace_sees_no_cluster_of_another()
    {
        var tenant = await server.CreateTenantAsync();
        string[] bodies = ["""{"name":"ours","workspace":"shop"}""", """{"name":"theirs","workspace":"bank"}""", """{"name":"all"}"""];
        foreach (var body in bodies)
        {
            (await tenant.AddAsync(body)).Status.ShouldBe(HttpStatusCode.Created);
        }

        var key = (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","role":"Viewer","workspace":"shop"}""")).Text("key");

        var listed = (await tenant.GetAsync("v1/clusters", key)).Json.GetProperty("items").EnumerateArray()
            .Select(cluster => cluster.GetProperty("name").GetString());
        listed.ShouldBe(["all", "ours"]);
        (await tenant.AddAsync("""{"name":"x","workspace":"a b"}""")).ShouldBeProblemOf("workspace");
    }

    private static async Task<(string Id, string Registration)> JoinAsync(Tenant tenant)
    {
        var added = (await tenant.AddAsync("""{"name":"shop"}""")).Json;
        return (added.GetProperty("cluster").GetProperty("id").GetString()!, added.GetProperty("registrationToken").GetString()!);
    }

    private static Task<Answer> RegisterAsync(Tenant tenant, string token, string? clusterName = null) => AgentAsync(
        tenant, "register", token, clusterName is null ? null : $$"""{"clusterName":"{{clusterName}}"}""");

    private static Task<Answer> RotateAsync(Tenant tenant, string token) => AgentAsync(tenant, "rotate-token", token, null);

    private static Task<Answer> AgentAsync(Tenant tenant, string path, string token, string? body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(tenant.Address, $"v1/agent/{path}"));
        if (token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return Tenant.SendAsync(request);
    }

    private async Task ReportAsync(string clusterId, params string[] capabilities) => await server.Store.Clusters.UpdateAsync(
        clusterId,
        c => c with { Heartbeat = new AgentHeartbeat { ClusterId = clusterId, AgentVersion = "1", Capabilities = capabilities } },
        TestContext.Current.CancellationToken);

    [GeneratedRegex("^ocr_[0-9a-f]{64}$", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex RegistrationForm();

    [GeneratedRegex("^oca_[0-9a-f]{64}$", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex AgentForm();
}
