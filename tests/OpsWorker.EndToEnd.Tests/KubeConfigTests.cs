using OpsWorker.Core.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary><c>up --kubeconfig</c>: the server asks a live cluster itself.</summary>
public sealed class KubeConfigTests
{
    [Fact]
    public async Task One_machine_with_a_kubeconfig_is_a_whole_installation()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(folder.File("cluster")));
        File.WriteAllText(folder.File("kubeconfig"), cluster.KubeConfig());
        await using var slack = await SlackStandIn.StartAsync();
        await using var server = await ServerProcess.StartAsync(slack, ["--kubeconfig", folder.File("kubeconfig"), "--context", "test"]);
        await server.LineAsync($"is answered by {cluster.Address}, Kubernetes v1.31.2.");

        using var sender = new AlertSender(server);
        await sender.SendAsync([[AlertmanagerPayload.Alert("CheckoutDown")]], TestContext.Current.CancellationToken);

        var outcome = await Eventually.ShouldBeFoundAsync(
            async () =>
            {
                var now = await Outcome.ReadAsync(server, slack);
                return now.Incidents.Count > 0 && now.IsQuiet(alerts: 1, resolved: 0) ? now : null;
            },
            "the report in Slack",
            server.Log);
        outcome.Investigations[outcome.Incidents[0].Id].ShouldHaveSingleItem().Status.ShouldBe(InvestigationStatus.Completed);
        outcome.Messages.ShouldHaveSingleItem().BlockText.ShouldContain(SmallCluster.MissingImage);
        cluster.Requests.ShouldAllBe(request => request.Method == "GET");
    }
}
