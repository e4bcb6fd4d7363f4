using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>
/// A tenant of a real server who tries to read, change or stop what is another's; every move is over HTTP, with keys that are its own.
/// </summary>
public sealed class HostileTenantTests
{
    [Fact]
    public async Task Nothing_of_another_tenant_is_read_changed_or_stopped()
    {
        await using var server = await TenantsProcess.StartAsync();
        var victim = server.Victim;
        var (cluster, token) = await victim.AddClusterAsync("shop");
        var alert = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("Checkout"));
        (await victim.PostAlertsAsync(alert.ToJsonString())).Status.ShouldBe(HttpStatusCode.Accepted);
        var incident = await Eventually.ShouldBeFoundAsync(
            async () => (await victim.GetAsync("v1/incidents")).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("id").GetString()).FirstOrDefault(),
            "the victim's incident",
            server.Log);
        var before = await StateAsync(victim);
        var tenant = server.Attacker;
        var (own, ownToken) = await tenant.AddClusterAsync("shop");
        var agent = ConnectedAgent.Of(tenant, await tenant.OpenSessionAsync(ownToken));

        (HttpMethod Method, string Path, string? Body, HttpStatusCode Status)[] requests =
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
        var moves = new AttackMoves();
        foreach (var (method, path, body, status) in requests)
        {
            await moves.ShouldBeRefusedAsync($"{method} {path} {body}", async () =>
            {
                var answer = await tenant.SendAsync(method, path, body);
                answer.Status.ShouldBe(status, answer.Body);
                if (answer.Status == HttpStatusCode.OK) answer.Body.ShouldNotContain(cluster);
            });
        }

        (string Move, string Credential)[] credentials =
        [
            ("its webhook key", tenant.WebhookKey), ("its cluster's token", ownToken), ("its agent's session", agent.SessionToken!),
            ("nothing", ""), ("the begin of a key", "owk_"), ("a longer key", tenant.ApiKey + "x"), ("SQL", "' OR 1=1 --"),
        ];
        foreach (var (move, credential) in credentials)
        {
            await moves.ShouldBeRefusedAsync($"{move} in place of an API key", async () =>
                (await tenant.GetAsync("v1/clusters", credential)).Status.ShouldBe(HttpStatusCode.Unauthorized));
        }

        (string Move, string Key)[] keys =
        [
            ("its API key", tenant.ApiKey), ("its cluster's token", ownToken), ("a pattern", "oww_*"), ("an escape", "%00"),
            ("5,000 letters", new string('a', 5000)),
        ];
        foreach (var (move, key) in keys)
        {
            await moves.ShouldBeRefusedAsync($"{move} in place of a webhook key", async () =>
                (await tenant.PostAsync("alertmanager", Uri.EscapeDataString(key), new StringContent(alert.ToJsonString()))).Status
                    .ShouldBe(HttpStatusCode.Unauthorized));
        }

        foreach (var header in (string[])["X-Organisation", "X-Forwarded-User", "X-OpsWorker-Organisation"])
        {
            await moves.ShouldBeRefusedAsync($"the victim's name in {header}", async () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, new Uri(tenant.Address, "v1/clusters"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tenant.ApiKey);
                request.Headers.Add(header, victim.Organisation.Value);
                var body = (await Tenant.SendAsync(request)).Body;
                body.ShouldNotContain(cluster);
                body.ShouldContain(own);
            });
        }

        var queue = Queues.Commands(cluster).Value;
        foreach (var url in (string[])[queue, agent.CommandQueueUrl.Replace(Queues.Commands(own).Value, queue, StringComparison.Ordinal)])
        {
            await moves.ShouldBeRefusedAsync($"receive from {url}", async () =>
                (await agent.ReceiveAsync(url)).Status.ShouldBe(HttpStatusCode.Forbidden));
            await moves.ShouldBeRefusedAsync($"send to {url}", async () =>
                (await agent.SendAsync(url, "{}")).Status.ShouldBe(HttpStatusCode.Forbidden));
        }

        await moves.ShouldBeRefusedAsync("the victim's cluster as access key", async () =>
            (await (agent with { AccessKeyId = cluster }).ReceiveAsync(queue)).Status.ShouldBe(HttpStatusCode.Forbidden));
        await moves.ShouldBeRefusedAsync("5,000 levels of JSON", async () =>
            (await tenant.PostAlertsAsync(Deep(5000))).Status.ShouldBe(HttpStatusCode.BadRequest));
        await moves.ShouldBeRefusedAsync("an alert that names the victim", async () =>
        {
            var named = alert.ToJsonString().Replace("Checkout", victim.Organisation.Value, StringComparison.Ordinal);
            (await tenant.PostAlertsAsync(named)).Status.ShouldBe(HttpStatusCode.Accepted);
            await Eventually.ShouldBeTrueAsync(
                async () => (await tenant.GetAsync("v1/alerts")).Body.Contains(victim.Organisation.Value, StringComparison.Ordinal),
                "it is the sender's own",
                server.Log);
        });

        (await StateAsync(victim)).ShouldBe(before);
        (await victim.OpenSessionAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var secret in (string[])[victim.ApiKey, victim.WebhookKey, token]) server.Log().ShouldNotContain(secret);
        moves.ShouldBeAtLeast(20);
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
