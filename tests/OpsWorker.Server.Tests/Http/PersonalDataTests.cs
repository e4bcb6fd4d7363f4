using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Server.Hosting;
using OpsWorker.Server.Hosting.Agents;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Http;

/// <summary>A server that masks mail addresses and card numbers, with a recorded cluster whose event has an address.</summary>
public sealed class PersonalDataTests : IDisposable
{
    private const string Mail = "bob@shop.test";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Neither_alerts_nor_evidence_have_a_mail_address_where_that_is_switched_on()
    {
        await using var host = await StartAsync();
        var tenant = new Tenant(host.Address, host.Organisation.Id, host.NewKeys!.WebhookKey, host.NewKeys.ApiKey);
        var alert = AlertmanagerPayload.Alert("CheckoutErrors", "shop");
        alert["annotations"] = new JsonObject { ["summary"] = $"order of {Mail} failed", ["owner"] = Mail };

        (await tenant.PostAlertsAsync(AlertmanagerPayload.Of(alert).ToJsonString())).Status.ShouldBe(HttpStatusCode.Accepted);

        await Eventually.ShouldBeTrueAsync(
            async () => (await tenant.GetAsync("v1/investigations")).Body.Contains("\"Completed\"", StringComparison.Ordinal),
            "it has ended");
        (await tenant.GetAsync("v1/alerts")).Body.ShouldContain("order of [masked:mail:1] failed");
        foreach (var path in (string[])["v1/alerts", "v1/incidents", "v1/investigations"])
        {
            var listing = await tenant.GetAsync(path);
            listing.Body.ShouldNotContain(Mail);
            (await tenant.GetAsync($"{path}/{listing.Ids().ShouldHaveSingleItem()}")).Body.ShouldNotContain(Mail);
        }

        var files = Directory.EnumerateFiles(_folder.File("data"), "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("evidence", StringComparison.Ordinal)).ToList();
        files.ShouldNotBeEmpty();
        files.Select(File.ReadAllText).ShouldAllBe(text => !text.Contains(Mail, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ServerHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var cluster = SmallCluster.WriteTo(_folder.File("cluster"));
        var events = Path.Combine(cluster, "shop/events.json");
        await File.WriteAllTextAsync(events, (await File.ReadAllTextAsync(events)).Replace(
            "manifest unknown", $"manifest unknown, ask {Mail}", StringComparison.Ordinal));
        var settings = new ServerSettings
        {
            Urls = "http://127.0.0.1:0",
            DataFolder = _folder.File("data"),
            MaskPersonalData = true,
            Cluster = new InProcessCluster(InProcessCluster.DefaultName, DumpReader.Open(cluster), "a recording"),
            Messages = TextWriter.Null,
        };
        var host = await ServerHost.CreateAsync(settings, TimeProvider.System, builder, CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        return host;
    }
}
