using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OpsWorker.Testing;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Server.Tests.Http;

/// <summary>Webhooks with the payloads of the corpus in their headers, and in the fields of their alerts.</summary>
public sealed class InjectedRequestTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_payload_in_a_header_changes_the_answer_or_whose_alert_it_is()
    {
        var tenant = await server.CreateTenantAsync();
        var accepted = 0;
        foreach (var payload in InjectionCorpus.All)
        {
            foreach (var header in new[] { "User-Agent", "X-Forwarded-For", "X-Request-Id", "traceparent" })
            {
                var body = AlertmanagerPayload.Of(AlertmanagerPayload.Alert($"{payload.Id}-{header}")).ToJsonString();

                var answer = await SendRawAsync($"v1/webhooks/alertmanager/{tenant.WebhookKey}", $"{header}: {payload.Text}", body);

                var status = answer.Split(' ')[1];
                status.ShouldBeOneOf("202", "400");
                var head = answer.Split("\r\n\r\n")[0];
                head.ShouldNotContain("evil", Case.Insensitive, payload.Id);
                head.ShouldNotContain("Set-Cookie", Case.Insensitive, payload.Id);
                if (status == "202") accepted++;
            }
        }

        accepted.ShouldBeGreaterThan(100);
        var alerts = (await tenant.GetAsync("v1/alerts?limit=1")).Json.GetProperty("items").GetArrayLength();
        alerts.ShouldBe(1);
        (await server.Default.GetAsync("v1/alerts?text=tautology")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_payload_in_an_alert_comes_back_as_the_text_that_it_is()
    {
        var tenant = await server.CreateTenantAsync();
        foreach (var payload in InjectionCorpus.All)
        {
            var alert = AlertmanagerPayload.Alert(payload.Id);
            alert["labels"]!["note"] = payload.Text;
            alert["annotations"] = new JsonObject { ["summary"] = payload.Text, ["runbook_url"] = payload.Text };
            (await tenant.PostAlertsAsync(AlertmanagerPayload.Of(alert).ToJsonString())).Status.ShouldBe(HttpStatusCode.Accepted);
        }

        await Eventually.ShouldBeTrueAsync(
            async () => (await tenant.GetAsync("v1/alerts?limit=100")).Ids().Count == InjectionCorpus.All.Count, "all are stored");
        var stored = await tenant.GetAsync("v1/alerts?limit=100");

        stored.Body.ShouldAllBe(c => c >= ' ' && c < '\u007f');
        var byName = stored.Json.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!);
        foreach (var payload in InjectionCorpus.All.Where(p => p.Text.Length < 200))
        {
            byName[payload.Id].GetProperty("labels").GetProperty("note").GetString().ShouldNotBeNull(payload.Id);
        }
    }

    // As bytes: an HTTP client would refuse most of the payloads.
    private async Task<string> SendRawAsync(string path, string header, string body)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        await using var stream = tcp.GetStream();
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = $"POST /{path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {bytes.Length}\r\n{header}\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head), Cancel);
        await stream.WriteAsync(bytes, Cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }
}
