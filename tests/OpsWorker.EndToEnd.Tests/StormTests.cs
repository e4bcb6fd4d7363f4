using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>5,000 alerts of 50 causes, shuffled, while the server is killed twice: 50 incidents, 50 causes, 50 messages.</summary>
public sealed class StormTests : IDisposable
{
    private const int Causes = 50;
    private const int Namespaces = 10;
    private const int AlertsOfACause = 100;
    private const int AlertsOfAPayload = 100;
    private const int Seed = 11;

    private static readonly string[] Names =
        ["KubePodNotReady", "KubeContainerWaiting", "KubeDeploymentReplicasMismatch", "CheckoutErrors"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_cause_of_a_storm_is_one_incident_with_its_cause_in_one_message()
    {
        await using var slack = await SlackStandIn.StartAsync();
        var dump = StormCluster.WriteTo(_folder.File("storm"), Causes, Namespaces);
        await using var server = await ServerProcess.StartAsync(slack, ["--dump", dump]);
        var started = Stopwatch.GetTimestamp();

        await SendAsync(server, Payloads());
        var outcome = await QuietAsync(server, slack);
        TestContext.Current.TestOutputHelper!.WriteLine($"{outcome} after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");

        outcome.Incidents.Count.ShouldBe(Causes);
        outcome.Incidents.ShouldAllBe(i => i.AlertCount == AlertsOfACause);
        outcome.Messages.Select(m => m.IncidentId).ShouldBe(outcome.Incidents.Select(i => i.Id), ignoreOrder: true);
        outcome.Messages.Select(StormCluster.CauseOf).ShouldBe(Enumerable.Range(0, Causes).Select(StormCluster.Image), ignoreOrder: true);
    }

    // Killed while the alerts arrive, and while they are investigated.
    private async Task SendAsync(ServerProcess server, List<string> payloads)
    {
        using var http = new HttpClient();
        for (var i = 0; i < payloads.Count; i++)
        {
            if (i == payloads.Count / 3) await server.KillAndStartAsync();
            using var content = new StringContent(payloads[i]);
            using var response = await http.PostAsync(server.WebhookUrl, content, _cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        await server.KillAndStartAsync();
    }

    private static List<string> Payloads()
    {
        var alerts = Enumerable.Range(0, Causes * AlertsOfACause).Select(i => Alert(i % Causes, i / Causes)).ToArray();
        new Random(Seed).Shuffle(alerts);
        return [.. alerts.Chunk(AlertsOfAPayload).Select(chunk => AlertmanagerPayload.Of(chunk).ToJsonString())];
    }

    private static JsonObject Alert(int cause, int number)
    {
        var ns = StormCluster.Namespace(cause, Namespaces);
        var alert = AlertmanagerPayload.Alert(Names[number % Names.Length], ns);
        var labels = alert["labels"]!;
        if (number % Names.Length == 2) labels["deployment"] = StormCluster.Name(cause);
        else labels["pod"] = $"{StormCluster.Name(cause)}-7c9f8b6c5d-x2v9k";
        labels["series"] = number.ToString(CultureInfo.InvariantCulture);
        alert["fingerprint"] = string.Create(CultureInfo.InvariantCulture, $"{cause}-{number}");
        return alert;
    }

    private async Task<Outcome> QuietAsync(ServerProcess server, SlackStandIn slack)
    {
        var started = Stopwatch.GetTimestamp();
        Outcome? last = null;
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            last = await Outcome.ReadAsync(server, slack);
            if (last.IsQuiet(Causes * AlertsOfACause, resolved: 0) && last.Incidents.All(i => i.NextAttempt is null)) return last;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, _cancel);
        }

        Assert.Fail($"{last}\n{server.Log()}");
        return last!;
    }
}
