using System.Net;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Commands;
using OpsWorker.Server.Tests.Clusters;

namespace OpsWorker.Server.Tests.Http;

/// <summary>Commands and approval policies by the API. What the Operator says comes from the test.</summary>
public sealed class CommandEndpointTests(RunningServer server)
{
    private const string Scale =
        """
        {"cluster":"shop","operation":"Scale","replicas":5,"reason":"More traffic.",
         "target":{"kind":"Deployment","namespace":"shop","name":"checkout"}}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_listed_filtered_shown_and_withdrawn()
    {
        var (tenant, _) = await AddAsync();
        var requested = await tenant.SendAsync(HttpMethod.Post, "v1/commands", Scale);
        requested.Status.ShouldBe(HttpStatusCode.Accepted, requested.Body);
        var id = requested.Text("id")!;

        (await tenant.GetAsync("v1/commands?cluster=shop&operation=scale&state=pending")).Ids().ShouldBe([id]);
        (await tenant.GetAsync("v1/commands?state=completed")).Ids().ShouldBeEmpty();
        (await tenant.GetAsync("v1/commands?state=done")).ShouldBeProblemOf("state");
        (await tenant.GetAsync($"v1/commands/{id}")).Json.GetProperty("need").GetProperty("count").GetInt32().ShouldBe(1);
        (await tenant.SendAsync(HttpMethod.Post, $"v1/commands/{id}/approve")).ShouldBeProblem(HttpStatusCode.Conflict);
        (await tenant.SendAsync(HttpMethod.Post, $"v1/commands/{id}/break-glass", "{}")).ShouldBeProblemOf("reason");
        (await tenant.SendAsync(HttpMethod.Post, "v1/commands", Scale)).ShouldBeProblem(HttpStatusCode.Conflict)
            .Text("detail")!.ShouldContain(id);
        (await tenant.SendAsync(HttpMethod.Post, $"v1/commands/{id}/reject", """{"reason":"Not needed."}"""))
            .Text("state").ShouldBe("Rejected");
        (await tenant.GetAsync("v1/audit?action=command.request")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"operation":"Scale"}""", "cluster")]
    [InlineData(
        """{"cluster":"no","operation":"Restart","reason":"r","target":{"kind":"DaemonSet","namespace":"s","name":"c"}}""", "cluster")]
    [InlineData("""{"cluster":"shop"}""", "operation")]
    [InlineData("""{"cluster":"shop","operation":"Scale","replicas":1,"target":{"kind":"DaemonSet"}}""", "target.kind")]
    [InlineData("""{"cluster":"shop","operation":"Scale","replicas":1,"target":{"kind":"Deployment"}}""", "target.namespace")]
    [InlineData("""{"cluster":"shop","operation":"Restart","target":{"kind":"Deployment","namespace":"s","name":"../c"}}""", "target.name")]
    [InlineData("""{"cluster":"shop","operation":"Scale","target":{"kind":"Deployment","namespace":"s","name":"c"}}""", "replicas")]
    [InlineData(
        """{"cluster":"a","operation":"Restart","replicas":1,"target":{"kind":"DaemonSet","namespace":"s","name":"c"}}""", "replicas")]
    [InlineData("""{"cluster":"shop","operation":"Restart","target":{"kind":"Deployment","namespace":"s","name":"c"}}""", "reason")]
    public async Task A_field_that_is_missing_or_wrong_is_named(string body, string field)
    {
        var (tenant, _) = await AddAsync();

        (await tenant.SendAsync(HttpMethod.Post, "v1/commands", body)).ShouldBeProblemOf(field);
    }

    [Fact]
    public async Task A_misspelt_field_is_refused()
    {
        var (tenant, _) = await AddAsync();

        (await tenant.SendAsync(HttpMethod.Post, "v1/commands", """{"cluster":"shop","replica":0}"""))
            .ShouldBeProblem(HttpStatusCode.BadRequest);
        (await tenant.SendAsync(HttpMethod.Put, "v1/approval-policies", """{"policies":[{"id":"a","cluster":"name=b"}]}"""))
            .ShouldBeProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_cluster_without_an_Operator_gets_no_command()
    {
        var tenant = await server.CreateTenantAsync();
        await tenant.AddClusterAsync("shop");

        (await tenant.SendAsync(HttpMethod.Post, "v1/commands", Scale)).ShouldBeProblem(HttpStatusCode.Conflict)
            .Text("detail")!.ShouldContain("kubernetes.scale");
    }

    [Fact]
    public async Task Another_organisations_command_is_not_there()
    {
        var (tenant, _) = await AddAsync();
        var id = (await tenant.SendAsync(HttpMethod.Post, "v1/commands", Scale)).Text("id");
        var (other, _) = await AddAsync();

        (await other.GetAsync("v1/commands")).Ids().ShouldBeEmpty();
        (await other.GetAsync($"v1/commands/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
        foreach (var action in (string[])["approve", "reject", "break-glass"])
        {
            (await other.SendAsync(HttpMethod.Post, $"v1/commands/{id}/{action}", """{"reason":"r"}"""))
                .ShouldBeProblem(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Roles_and_scopes_are_held_to_their_part()
    {
        var (tenant, _) = await AddAsync();
        var id = (await tenant.SendAsync(HttpMethod.Post, "v1/commands", Scale)).Text("id");
        var viewer = await KeyAsync(tenant, """{"kind":"Api","role":"Viewer"}""");
        var @operator = await KeyAsync(tenant, """{"kind":"Api","role":"Operator"}""");
        var workspace = await KeyAsync(tenant, """{"kind":"Api","role":"Admin","workspace":"payments"}""");

        (await tenant.SendAsync(HttpMethod.Post, "v1/commands", Scale, viewer)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await tenant.SendAsync(HttpMethod.Post, $"v1/commands/{id}/approve", key: @operator)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await tenant.SendAsync(HttpMethod.Post, $"v1/commands/{id}/reject", key: @operator)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await tenant.SendAsync(HttpMethod.Put, "v1/approval-policies", """{"policies":[]}""", @operator))
            .ShouldBeProblem(HttpStatusCode.Forbidden);
        (await tenant.GetAsync($"v1/commands/{id}", viewer)).Status.ShouldBe(HttpStatusCode.OK);
        (await tenant.GetAsync("v1/commands", workspace)).ShouldBeProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Policies_are_replaced_as_a_whole_and_errors_name_the_field()
    {
        var (tenant, _) = await AddAsync();
        const string path = "v1/approval-policies";
        const string policies = """{"version":0,"policies":[{"id":"all","approvals":2,"autoApprove":["Scale"]}]}""";

        (await tenant.GetAsync(path)).Json.GetProperty("version").GetInt32().ShouldBe(0);
        (await tenant.SendAsync(HttpMethod.Put, path, policies)).Json.GetProperty("version").GetInt32().ShouldBe(1);
        (await tenant.SendAsync(HttpMethod.Put, path, policies)).ShouldBeProblem(HttpStatusCode.Conflict);
        (string Policy, string Field)[] wrong =
            [("\"clusters\":\"env==\"", "clusters"), ("\"approvals\":0", "approvals"), ("\"role\":\"Operator\"", "role")];
        foreach (var (policy, field) in wrong)
        {
            (await tenant.SendAsync(HttpMethod.Put, path, $$$"""{"policies":[{"id":"a",{{{policy}}} }]}"""))
                .ShouldBeProblemOf($"policies[0].{field}");
        }

        (await tenant.SendAsync(HttpMethod.Post, "v1/commands", Scale)).Json.GetProperty("need").GetProperty("count").GetInt32()
            .ShouldBe(0);
    }

    private async Task<(Tenant Tenant, string ClusterId)> AddAsync()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, _) = await tenant.AddClusterAsync("shop");
        var status = new OperatorStatus { Version = "1.0.0", Capabilities = OperatorCapabilities.All, KeyId = "k" };
        await server.Store.Clusters.UpdateAsync(id, c => c with { Operator = status }, Cancel);
        return (tenant, id);
    }

    private static async Task<string> KeyAsync(Tenant tenant, string json) =>
        (await tenant.SendAsync(HttpMethod.Post, "v1/keys", json)).Text("key")!;
}
