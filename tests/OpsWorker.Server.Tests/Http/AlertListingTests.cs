using System.Net;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Server.Tests.Http;

public sealed class AlertListingTests(RunningServer server)
{
    [Theory]
    [InlineData("status=firing", "cart db load")]
    [InlineData("status=Resolved", "node")]
    [InlineData("severity=critical", "db")]
    [InlineData("namespace=shop", "cart load")]
    [InlineData("workload=cart", "cart")]
    [InlineData("cluster=eu-1", "db")]
    [InlineData("source=alertmanager&text=CART", "cart")]
    [InlineData("source=grafana", "")]
    [InlineData("from=2026-03-01T02:00:00Z&to=2026-03-01T04:00:00Z", "db load")]
    [InlineData("from=2026-03-01T03:30:00Z", "node")]
    [InlineData("status=firing&namespace=shop&from=2026-03-01T02:00:00Z", "load")]
    [InlineData("", "cart db load node")]
    public async Task Alerts_are_filtered(string filter, string names)
    {
        var tenant = await StoredAsync();

        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await tenant.GetAsync($"v1/alerts?limit=2&{filter}{(token is null ? "" : $"&cursor={token}")}".TrimEnd('&', '?'));
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
            found.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(alert => alert.GetProperty("name").GetString()!));
            token = page.Text("cursor");
        }
        while (token is not null);

        found.Order(StringComparer.Ordinal).ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task One_alert_is_read_by_its_id_and_not_by_another_organisation()
    {
        var tenant = await StoredAsync();
        var id = (await tenant.GetAsync("v1/alerts?text=cart")).Ids().Single();

        (await tenant.GetAsync($"v1/alerts/{id}")).Text("name").ShouldBe("cart");
        (await server.Default.GetAsync($"v1/alerts/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("v1/alerts?status=open", "status")]
    [InlineData("v1/alerts?severity=1", "severity")]
    [InlineData("v1/alerts?from=yesterday", "from")]
    [InlineData("v1/alerts?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "to")]
    [InlineData("v1/alerts?text=", "text")]
    [InlineData("v1/alerts?page=2", "page")]
    [InlineData("v1/alerts?limit=1&limit=2", "limit")]
    [InlineData("v1/alerts?caller=x", "caller")]
    [InlineData("v1/incidents?pagetoken=x", "pagetoken")]
    [InlineData("v1/investigations?status=open", "status")]
    [InlineData("v1/investigations/x?id=y", "id")]
    [InlineData("v1/clusters?limit=1", "limit")]
    [InlineData("v1/organisation?x=1", "x")]
    [InlineData("v1/digest?day=2026-03-01", "day")]
    public async Task A_parameter_that_is_unknown_or_wrong_is_refused_with_its_name(string path, string field) =>
        (await server.Default.GetAsync(path)).ShouldBeProblemOf(field);

    private async Task<Tenant> StoredAsync()
    {
        var tenant = await server.CreateTenantAsync();
        (string Name, AlertStatus Status, Severity Severity, string Cluster, AlertResource? Resource, int Hour)[] alerts =
        [
            ("cart", AlertStatus.Firing, Severity.Warning, "", new() { Namespace = "shop", Workload = "cart" }, 1),
            ("load", AlertStatus.Firing, Severity.Warning, "", new() { Namespace = "shop" }, 2),
            ("db", AlertStatus.Firing, Severity.Critical, "eu-1", null, 3),
            ("node", AlertStatus.Resolved, Severity.Error, "", new() { Node = "n1" }, 4),
        ];
        foreach (var (name, status, severity, cluster, resource, hour) in alerts)
        {
            var startsAt = new DateTimeOffset(2026, 3, 1, hour, 0, 0, TimeSpan.Zero);
            await server.Store.Alerts.TryPutAsync(
                new Alert
                {
                    Id = Alert.IdOf(tenant.Organisation, "alertmanager", name, startsAt),
                    Organisation = tenant.Organisation,
                    Source = "alertmanager",
                    Fingerprint = name,
                    Status = status,
                    Name = name,
                    Severity = severity,
                    Labels = cluster.Length == 0
                        ? new Dictionary<string, string>() : new Dictionary<string, string> { ["cluster"] = cluster },
                    StartsAt = startsAt,
                    ReceivedAt = startsAt,
                    Resource = resource,
                },
                TestContext.Current.CancellationToken);
        }

        return tenant;
    }
}
