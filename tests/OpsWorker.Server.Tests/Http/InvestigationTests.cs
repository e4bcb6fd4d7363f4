using System.Net;
using System.Text.Json;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

public sealed class InvestigationTests(RunningServer server)
{
    [Fact]
    public async Task An_alert_is_investigated_with_a_report_a_timeline_and_evidence()
    {
        var payload = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown")).ToJsonString();
        (await server.Default.PostAlertsAsync(payload)).Status.ShouldBe(HttpStatusCode.Accepted);

        var id = await EndedAsync(server.Default, "CheckoutDown");
        var investigation = (await server.Default.GetAsync($"v1/investigations/{id}")).Json;

        investigation.GetProperty("status").GetString().ShouldBe("Completed");
        investigation.GetProperty("report").GetProperty("headline").GetString().ShouldNotBeNullOrEmpty();
        var timeline = investigation.GetProperty("timeline").EnumerateArray().ToList();
        timeline.Select(entry => entry.GetProperty("number").GetInt32()).ShouldBe(Enumerable.Range(1, timeline.Count));
        timeline.SelectMany(entry => entry.GetProperty("queries").EnumerateArray())
            .ShouldContain(query => query.GetString()!.StartsWith("kubectl get pods -n shop", StringComparison.Ordinal));
        investigation.GetProperty("evidence").EnumerateArray()
            .ShouldContain(
                evidence => evidence.GetProperty("outcome").GetString() == "Success" && evidence.GetProperty("bytes").GetInt64() > 0);
    }

    [Fact]
    public async Task Another_organisations_investigation_is_not_there()
    {
        var owner = await server.CreateTenantAsync();
        var stranger = await server.CreateTenantAsync();
        await owner.PostAlertsAsync(AlertmanagerPayload.Of(AlertmanagerPayload.Alert("A")).ToJsonString());
        var id = await EndedAsync(owner, "A");

        var foreign = await stranger.GetAsync($"v1/investigations/{id}");
        var missing = await stranger.GetAsync("v1/investigations/inv_0");

        foreign.ShouldBeProblem(HttpStatusCode.NotFound);
        missing.ShouldBeProblem(HttpStatusCode.NotFound);
        foreach (var path in new[] { "v1/investigations", "v1/incidents", "v1/alerts" })
        {
            (await stranger.GetAsync(path)).Ids().ShouldBeEmpty(path);
        }
    }

    // Other alerts of the same organisation are investigated at the same time.
    private static Task<string> EndedAsync(Tenant tenant, string alertName) => Eventually.ShouldBeFoundAsync(
        async () =>
        {
            var alert = (await ItemsAsync(tenant, $"v1/alerts?text={alertName}")).FirstOrDefault(item => Text(item, "name") == alertName);
            var ended = (await ItemsAsync(tenant, "v1/investigations")).FirstOrDefault(
                item => Text(item, "incidentId") == Text(alert, "incidentId") && Text(item, "status") is "Completed" or "Failed");
            return Text(ended, "id");
        },
        "an investigation that has ended");

    private static async Task<List<JsonElement>> ItemsAsync(Tenant tenant, string path) =>
        [.. (await tenant.GetAsync(path)).Json.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement item, string property) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(property, out var value) ? value.GetString() : null;
}
