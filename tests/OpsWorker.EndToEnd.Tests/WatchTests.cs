using OpsWorker.Core.Incidents;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary><c>up --kubeconfig --watch</c>: one machine, no agent in the cluster and no monitoring.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task What_is_broken_when_the_server_starts_is_investigated_and_resolved_when_it_is_gone()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(folder.File("cluster")));
        File.WriteAllText(folder.File("kubeconfig"), cluster.KubeConfig());
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            slack,
            ["--kubeconfig", folder.File("kubeconfig"), "--watch"],
            new Dictionary<string, string> { ["OPSWORKER_Watch__GraceSeconds"] = "1", ["OPSWORKER_Watch__ResolveSeconds"] = "1" });

        var broken = await ShouldBeQuietAsync(server, slack, resolved: 0);
        broken.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(SmallCluster.MissingImage);
        broken.Alerts.ShouldHaveSingleItem().Name.ShouldBe("KubePodImagePullFailing");

        cluster.Changes.Delete("pods", SmallCluster.Namespace, "checkout-7c9-x2x");

        (await ShouldBeQuietAsync(server, slack, resolved: 1)).Incidents.ShouldHaveSingleItem().Status.ShouldBe(IncidentStatus.Resolved);
        cluster.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    private static Task<Outcome> ShouldBeQuietAsync(ServerProcess server, SlackStandIn slack, int resolved) =>
        Eventually.ShouldBeFoundAsync(
        async () =>
        {
            var now = await Outcome.ReadAsync(server, slack);
            return now.Incidents.Count > 0 && now.IsQuiet(alerts: 1, resolved) ? now : null;
        },
        $"one alert, {resolved} resolved, with its message",
        server.Log);
}
