using System.Text.Json.Nodes;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>Problems that have nothing but their namespace in common reach people as different ones.</summary>
public sealed class SeparateProblemsTests : IDisposable
{
    private const int Namespaces = 1;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_Deployments_of_one_namespace_that_break_one_after_the_other_are_two_causes_in_two_messages()
    {
        var dump = StormCluster.WriteTo(_folder.File("storm"), deployments: 2, Namespaces);
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack, ["--dump", dump]);
        using var sender = new AlertSender(server);

        await sender.SendAsync([[Alert("KubePodCrashLooping", number: 0, "02:57:30")]], TestContext.Current.CancellationToken);
        await ShouldBeQuietAsync(server, slack, alerts: 1);
        await sender.SendAsync([[Alert("KubePodImagePullFailing", number: 1, "02:58:00")]], TestContext.Current.CancellationToken);
        var outcome = await ShouldBeQuietAsync(server, slack, alerts: 2);

        outcome.Incidents.Count.ShouldBe(2);
        var causes = outcome.Messages.Select(StormCluster.CauseOf).ToList();
        causes.Order().ShouldBe([StormCluster.Image(0), StormCluster.Image(1)]);
    }

    private static JsonObject Alert(string name, int number, string time)
    {
        var alert = AlertmanagerPayload.Alert(name, StormCluster.Namespace(number, Namespaces));
        alert["labels"]!["pod"] = $"{StormCluster.Name(number)}-7c9f8b6c5d-x2v9k";
        alert["startsAt"] = $"2026-03-01T{time}Z";
        return alert;
    }

    private static Task<Outcome> ShouldBeQuietAsync(ServerProcess server, SlackStandIn slack, int alerts) => Eventually.ShouldBeFoundAsync(
        async () =>
        {
            var now = await Outcome.ReadAsync(server, slack);
            return now.Incidents.Count > 0 && now.IsQuiet(alerts, resolved: 0) ? now : null;
        },
        $"{alerts} alerts, each with its message",
        server.Log);
}
