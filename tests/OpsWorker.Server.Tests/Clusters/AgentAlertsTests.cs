using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

public sealed class AgentAlertsTests(RunningServer server)
{
    private static readonly ClusterProblem Problem = new()
    {
        Problem = ProblemKind.NodeNotReady,
        Status = AlertStatus.Firing,
        Kind = "Node",
        Name = "node-1",
        Message = "Kubelet stopped posting node status.",
        StartsAt = new DateTimeOffset(2026, 3, 1, 2, 50, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task A_reported_problem_becomes_an_alert_and_is_listed_for_the_next_agent_until_it_ends()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, token) = await tenant.AddClusterAsync("shop");
        var (_, other) = await tenant.AddClusterAsync("other");

        (await PostAsync(tenant, token, Problem)).Status.ShouldBe(HttpStatusCode.Accepted);

        var alert = await Eventually.ShouldBeFoundAsync(
            async () => await AlertsAsync(tenant) is [var first, ..] ? first : null, "the alert");
        (alert.Source, alert.Name, alert.Labels["cluster"]).ShouldBe(("kubernetes", "KubeNodeNotReady", "shop"));
        (await ListAsync(tenant, token)).ShouldHaveSingleItem().ShouldBe(Problem);
        (await ListAsync(tenant, other)).ShouldBeEmpty();
        (await server.Store.Incidents.ListAsync(tenant.Organisation, new PageRequest(), TestContext.Current.CancellationToken))
            .Items.ShouldHaveSingleItem().ClusterId.ShouldBe(id);

        await PostAsync(tenant, token, Problem with { Status = AlertStatus.Resolved, EndsAt = Problem.StartsAt.AddHours(1) });

        await Eventually.ShouldBeTrueAsync(async () => (await ListAsync(tenant, token)).Count == 0, "the end");
    }

    [Fact]
    public async Task Problems_belong_to_the_cluster_of_the_token_whatever_the_payload_names()
    {
        var (mine, theirs) = (await server.CreateTenantAsync(), await server.CreateTenantAsync());
        await mine.AddClusterAsync("shop");
        var (_, token) = await theirs.AddClusterAsync("shop");

        (await PostAsync(theirs, token, Problem)).Status.ShouldBe(HttpStatusCode.Accepted);

        await Eventually.ShouldBeTrueAsync(async () => (await AlertsAsync(theirs)).Count == 1, "the alert");
        (await AlertsAsync(mine)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_clusters_token_is_taken_and_of_a_removed_cluster_not_even_that()
    {
        var tenant = await server.CreateTenantAsync();
        var (id, token) = await tenant.AddClusterAsync("shop");
        foreach (var wrong in new[] { null, "owc_wrong", tenant.ApiKey, tenant.WebhookKey })
        {
            (await PostAsync(tenant, wrong, Problem)).ShouldBeProblem(HttpStatusCode.Unauthorized);
            (await GetAsync(tenant, wrong)).ShouldBeProblem(HttpStatusCode.Unauthorized);
        }

        await tenant.SendAsync(HttpMethod.Delete, $"v1/clusters/{id}");

        (await PostAsync(tenant, token, Problem)).ShouldBeProblem(HttpStatusCode.Forbidden).Text("detail")!.ShouldContain("was removed");
    }

    [Fact]
    public async Task A_payload_that_is_wrong_is_refused_by_field_and_a_webhooks_key_does_not_open_the_source()
    {
        var tenant = await server.CreateTenantAsync();
        var (_, token) = await tenant.AddClusterAsync("shop");

        (await PostAsync(tenant, token, """{"version":"1","problems":[{"problem":"Sadness"}]}""")).ShouldBeProblemOf("problems[0].problem");
        (await tenant.PostAsync("kubernetes", tenant.WebhookKey, new StringContent("""{"version":"1","problems":[]}""")))
            .ShouldBeProblem(HttpStatusCode.NotFound);
    }

    private static Task<Answer> PostAsync(Tenant tenant, string? token, ClusterProblem problem) =>
        PostAsync(tenant, token, JsonSerializer.Serialize(ClusterProblems.Of([problem]), CoreJson.Default.ClusterProblems));

    private static Task<Answer> PostAsync(Tenant tenant, string? token, string json) =>
        SendAsync(tenant, HttpMethod.Post, token, new StringContent(json, Encoding.UTF8, "application/json"));

    private static Task<Answer> GetAsync(Tenant tenant, string? token) => SendAsync(tenant, HttpMethod.Get, token, null);

    private static async Task<IReadOnlyList<ClusterProblem>> ListAsync(Tenant tenant, string token) =>
        JsonSerializer.Deserialize((await GetAsync(tenant, token)).Body, CoreJson.Default.ClusterProblems)!.Problems;

    private static Task<Answer> SendAsync(Tenant tenant, HttpMethod method, string? token, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(tenant.Address, "v1/agent/alerts")) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Tenant.SendAsync(request);
    }

    private async Task<IReadOnlyList<Alert>> AlertsAsync(Tenant tenant) =>
        (await server.Store.Alerts.ListAsync(tenant.Organisation, new PageRequest(), TestContext.Current.CancellationToken)).Items;
}
