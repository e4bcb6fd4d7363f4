using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Server.Tests.Clusters;

public sealed class ClusterEndpointTests(RunningServer server)
{
    [Fact]
    public async Task An_added_cluster_is_shown_with_its_token_once_and_the_command_that_installs_its_agent()
    {
        var tenant = await server.CreateTenantAsync();

        var added = await tenant.AddAsync(
            """{"name":"prod/eu","displayName":"Shop","provider":"eks","region":"eu-west-1","environment":"production","labels":"""
            + """{"team":"shop"}}""");

        added.Status.ShouldBe(HttpStatusCode.Created);
        var token = added.Text("token").ShouldNotBeNull();
        token.ShouldStartWith("owc_");
        added.Text("helmCommand").ShouldBe(
            $"""
            helm upgrade --install opsworker-agent charts/opsworker-agent \
              --namespace opsworker --create-namespace \
              --set clusterToken={token} \
              --set server.url={server.Address.AbsoluteUri.TrimEnd('/')} \
              --set-string clusterName=prod/eu
            """);
        var id = added.Json.GetProperty("cluster").GetProperty("id").GetString()!;
        var shown = await tenant.GetAsync($"v1/clusters/{id}");
        shown.Body.ShouldNotContain(token);
        shown.Text("status").ShouldBe("Pending");
        shown.Text("displayName").ShouldBe("Shop");
        shown.Json.GetProperty("labels").GetProperty("team").GetString().ShouldBe("shop");
        (await tenant.GetAsync("v1/clusters")).Ids().ShouldBe([id]);
    }

    [Fact]
    public async Task No_more_clusters_are_added_than_are_listed()
    {
        var tenant = await server.CreateTenantAsync();
        var viewer = (await tenant.SendAsync(HttpMethod.Post, "v1/keys", """{"kind":"Api","role":"Viewer"}""")).Text("key");
        await Task.WhenAll(Enumerable.Range(0, IClusterStore.MaxClusters).Select(i => server.Store.Clusters.TryCreateAsync(
            new Cluster
            {
                Id = Identifier.New("cl"),
                Organisation = tenant.Organisation,
                Name = $"cluster-{i}",
                CreatedAt = TimeProvider.System.GetUtcNow(),
            },
            TestContext.Current.CancellationToken)));

        (await tenant.AddAsync("""{"name":"one-more"}""")).ShouldBeProblem(HttpStatusCode.Conflict).Body.ShouldContain("1000");
        (await tenant.SendAsync(HttpMethod.Post, "v1/clusters", """{"name":"one-more"}""", viewer))
            .ShouldBeProblem(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"a b"}""", "name")]
    [InlineData("""{"name":"-a"}""", "name")]
    [InlineData("""{"name":"a;b"}""", "name")]
    [InlineData("""{"name":"a,b=c"}""", "name")]
    [InlineData("""{"name":"a","displayName":"line\nbreak"}""", "displayName")]
    [InlineData("""{"name":"a","labels":{"":"x"}}""", "labels")]
    [InlineData("""{"name":"a","labels":{"x":null}}""", "labels")]
    [InlineData("""{"name":"a","organisation":"org_1"}""", "$.organisation")]
    [InlineData("""[""", "$")]
    public async Task Errors_name_the_field(string json, string field) =>
        (await (await server.CreateTenantAsync()).AddAsync(json)).ShouldBeProblemOf(field);

    [Fact]
    public async Task A_body_of_another_type_as_curl_sends_it_is_refused_with_what_to_do()
    {
        var tenant = await server.CreateTenantAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(tenant.Address, "v1/clusters"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.ApiKey);
        request.Content = new StringContent("""{"name":"shop"}""", Encoding.UTF8, "application/x-www-form-urlencoded");

        (await Tenant.SendAsync(request)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType)
            .Text("detail")!.ShouldContain("Content-Type: application/json");
    }

    [Theory]
    [InlineData("GET", "v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("PUT", "v1/clusters", HttpStatusCode.MethodNotAllowed)]
    public async Task Unknown_paths_and_methods_are_problems_too(string method, string path, HttpStatusCode status) =>
        (await (await server.CreateTenantAsync()).SendAsync(new HttpMethod(method), path)).ShouldBeProblem(status);

    [Fact]
    public async Task A_name_is_taken_once()
    {
        var tenant = await server.CreateTenantAsync();
        await tenant.AddClusterAsync("shop");

        (await tenant.AddAsync("""{"name":"shop"}""")).ShouldBeProblem(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Another_organisations_cluster_is_not_there()
    {
        var (id, _) = await (await server.CreateTenantAsync()).AddClusterAsync("shop");
        var other = await server.CreateTenantAsync();

        (await other.GetAsync($"v1/clusters/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await other.SendAsync(HttpMethod.Delete, $"v1/clusters/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await other.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await other.GetAsync("v1/clusters")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_names_the_clusters_own_queues()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, token) = await tenant.AddClusterAsync("shop");

        var session = await tenant.OpenSessionAsync(token);

        session.Status.ShouldBe(HttpStatusCode.OK);
        session.Text("clusterId").ShouldBe(id);
        session.Text("endpoint").ShouldBe(server.Address.AbsoluteUri);
        session.Text("commandQueueUrl").ShouldBe($"{server.Address}queues/commands-{id.Replace('_', '-')}");
        session.Text("resultQueueUrl").ShouldBe($"{server.Address}queues/results");
        session.Json.GetProperty("credentials").GetProperty("sessionToken").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task No_other_key_opens_a_session_and_no_token_opens_the_api()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, token) = await tenant.AddClusterAsync("shop");

        foreach (var key in (string?[])[null, "", "owc_wrong", tenant.ApiKey, tenant.WebhookKey])
        {
            (await tenant.OpenSessionAsync(key)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        }

        (await tenant.GetAsync("v1/clusters", token)).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task After_a_rotation_both_tokens_work_until_the_grace_is_over()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, old) = await tenant.AddClusterAsync("shop");

        var rotated = await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token");
        var second = rotated.Text("token").ShouldNotBeNull();
        (await tenant.OpenSessionAsync(old)).Status.ShouldBe(HttpStatusCode.OK);
        (await tenant.OpenSessionAsync(second)).Status.ShouldBe(HttpStatusCode.OK);

        var third = (await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token", """{"graceHours":0}""")).Text("token");
        (await tenant.OpenSessionAsync(second)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.OpenSessionAsync(third)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_rotation_without_grace_ends_every_earlier_token()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, first) = await tenant.AddClusterAsync("shop");
        var tokens = new List<string> { first };
        foreach (var hours in (double[])[168, 1, 24, 0])
        {
            var rotated = await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token", $$"""{"graceHours":{{hours}}}""");
            tokens.Add(rotated.Text("token")!);
        }

        foreach (var earlier in tokens.SkipLast(1)) (await tenant.OpenSessionAsync(earlier)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        (await tenant.OpenSessionAsync(tokens[^1])).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_grace_period_is_not_prolonged_by_a_later_rotation()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, first) = await tenant.AddClusterAsync("shop");
        await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token", """{"graceHours":0}""");
        await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token", """{"graceHours":168}""");

        (await tenant.OpenSessionAsync(first)).ShouldBeProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Revoked_sessions_end_at_once_and_a_new_one_can_be_opened()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, first) = await tenant.AddClusterAsync("shop");
        var open = ConnectedAgent.Of(tenant, await tenant.OpenSessionAsync(first));
        (await open.ReceiveAsync(open.CommandQueueUrl)).Status.ShouldBe(HttpStatusCode.OK);

        var rotated = await tenant.SendAsync(
            HttpMethod.Post, $"v1/clusters/{id}/rotate-token", """{"graceHours":0,"revokeSessions":true}""");

        (await open.ReceiveAsync(open.CommandQueueUrl)).Text("__type").ShouldBe("com.amazon.coral.service#ExpiredTokenException");
        (await open.SendAsync(open.ResultQueueUrl, "{}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var again = ConnectedAgent.Of(tenant, await tenant.OpenSessionAsync(rotated.Text("token")));
        (await again.ReceiveAsync(again.CommandQueueUrl)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"graceHours":-1}""", "graceHours")]
    [InlineData("""{"graceHours":169}""", "graceHours")]
    [InlineData("""{"graceHours":"x"}""", "$.graceHours")]
    public async Task A_grace_is_a_number_of_hours(string json, string field)
    {
        var tenant = await server.CreateTenantAsync();
        var (id, _) = await tenant.AddClusterAsync("shop");

        (await tenant.SendAsync(HttpMethod.Post, $"v1/clusters/{id}/rotate-token", json)).ShouldBeProblemOf(field);
    }

    [Fact]
    public async Task The_agent_of_a_removed_cluster_gets_the_reason_of_its_refusal()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, token) = await tenant.AddClusterAsync("shop");

        (await tenant.SendAsync(HttpMethod.Delete, $"v1/clusters/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await tenant.OpenSessionAsync(token)).ShouldBeProblem(HttpStatusCode.Forbidden).Text("detail")
            .ShouldBe($"Cluster {id}, which the token is for, was removed. Add it again to get a new token.");
        (await tenant.GetAsync("v1/clusters")).Ids().ShouldBeEmpty();
    }
}
