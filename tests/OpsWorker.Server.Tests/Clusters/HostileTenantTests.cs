using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>A tenant who tries to read, change or stop what is another's; every move is over HTTP, with keys that are its own.</summary>
public sealed class HostileTenantTests(RunningServer server)
{
    [Fact]
    public async Task Nothing_of_another_tenant_is_read_changed_or_stopped()
    {
        var victim = await server.CreateTenantAsync();
        var (cluster, token) = await victim.AddClusterAsync("shop");
        var alert = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("Checkout"));
        (await victim.PostAlertsAsync(alert.ToJsonString())).Status.ShouldBe(HttpStatusCode.Accepted);
        var incident = await Eventually.ShouldBeFoundAsync(
            async () => (await victim.GetAsync("v1/incidents")).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("id").GetString()).FirstOrDefault(),
            "the victim's incident");
        var before = await StateAsync(victim);
        var tenant = await server.CreateTenantAsync();
        var (own, ownToken) = await tenant.AddClusterAsync("shop");
        var agent = ConnectedAgent.Of(tenant, await tenant.OpenSessionAsync(ownToken));

        (HttpMethod Method, string Path, string? Body, HttpStatusCode Status)[] moves =
        [
            (HttpMethod.Get, $"v1/clusters/{cluster}", null, HttpStatusCode.NotFound),
            (HttpMethod.Delete, $"v1/clusters/{cluster}", null, HttpStatusCode.NotFound),
            (HttpMethod.Post, $"v1/clusters/{cluster}/rotate-token", """{"graceHours":0,"revokeSessions":true}""", HttpStatusCode.NotFound),
            (HttpMethod.Get, $"v1/clusters/{own}/../{cluster}", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, $"v1/clusters/{own}%2f..%2f{cluster}", null, HttpStatusCode.NotFound),
            (HttpMethod.Get, $"v1/investigations/{incident}", null, HttpStatusCode.NotFound),
            (HttpMethod.Post, "v1/clusters", """{"name":"x","organisation":"other"}""", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "v1/clusters", $$"""{"name":"y","id":"{{cluster}}"}""", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "v1/clusters", """{"name":"$(id)"}""", HttpStatusCode.BadRequest),
            (HttpMethod.Post, "v1/clusters", """{"name":"a,image.repository=evil"}""", HttpStatusCode.BadRequest),
            (HttpMethod.Patch, "v1/organisation", """{"id":"other","timeZone":"UTC"}""", HttpStatusCode.BadRequest),
            (HttpMethod.Get, "v1/clusters?organisation=" + victim.Organisation, null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "v1/clusters", null, HttpStatusCode.OK),
            (HttpMethod.Get, "v1/incidents?cursor=" + Uri.EscapeDataString("../" + incident), null, HttpStatusCode.BadRequest),
            (HttpMethod.Get, "v1/incidents?limit=1000000", null, HttpStatusCode.BadRequest),
        ];
        foreach (var (method, path, body, status) in moves)
        {
            var answer = await tenant.SendAsync(method, path, body);
            answer.Status.ShouldBe(status, $"{method} {path}: {answer.Body}");
            if (answer.Status == HttpStatusCode.OK) answer.Body.ShouldNotContain(cluster);
        }

        string[] credentials = [tenant.WebhookKey, ownToken, agent.SessionToken!, "", "owk_", tenant.ApiKey + "x", "' OR 1=1 --"];
        foreach (var credential in credentials)
        {
            (await tenant.GetAsync("v1/clusters", credential)).Status.ShouldBe(HttpStatusCode.Unauthorized, credential);
        }

        foreach (var key in (string[])[tenant.ApiKey, ownToken, "oww_*", "%00", new string('a', 5000)])
        {
            (await tenant.PostAsync("alertmanager", Uri.EscapeDataString(key), new StringContent(alert.ToJsonString()))).Status
                .ShouldBe(HttpStatusCode.Unauthorized, key);
        }

        foreach (var header in (string[])["X-Organisation", "X-Forwarded-User", "X-OpsWorker-Organisation"])
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(tenant.Address, "v1/clusters"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.ApiKey);
            request.Headers.Add(header, victim.Organisation.Value);
            (await Tenant.SendAsync(request)).Body.ShouldNotContain(cluster);
        }

        var queue = Queues.Commands(cluster).Value;
        foreach (var url in (string[])[queue, agent.CommandQueueUrl.Replace(Queues.Commands(own).Value, queue, StringComparison.Ordinal)])
        {
            (await agent.ReceiveAsync(url)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await agent.SendAsync(url, "{}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await (agent with { AccessKeyId = cluster }).ReceiveAsync(queue)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await tenant.PostAlertsAsync(Deep(5000))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await tenant.PostAlertsAsync(alert.ToJsonString().Replace("Checkout", victim.Organisation.Value, StringComparison.Ordinal)))
            .Status.ShouldBe(HttpStatusCode.Accepted);

        (await StateAsync(victim)).ShouldBe(before);
        (await victim.OpenSessionAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> StateAsync(Tenant tenant)
    {
        var state = new StringBuilder();
        foreach (var path in (string[])["v1/clusters", "v1/alerts", "v1/organisation"])
        {
            state.AppendLine((await tenant.GetAsync(path)).Body);
        }

        return state.ToString();
    }

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"alerts\":[", levels));
}
