using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>An agent that watches its cluster: no monitoring system is there.</summary>
public sealed class DetectionTests : IAsyncLifetime
{
    private const int Watches = 6;

    private readonly TemporaryFolder _folder = new();
    private AgentWorld _world = null!;
    private ApiServerStandIn _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(_folder.File("cluster")));
        _cluster.Changes.Put("pods", Pod("""{"running": {"startedAt": "2026-03-01T02:00:00Z"}}"""));
        _world = await AgentWorld.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pod_that_crash_loops_is_investigated_once_and_resolved_when_it_has_healed_though_the_agent_was_killed_in_between()
    {
        var token = await _world.AddClusterAsync();
        await using (var killed = await StartAgentAsync(token))
        {
            CrashLoop();
            await ShouldBeQuietAsync(killed, resolved: 0);
            await killed.KillAsync();
        }

        await using var agent = await StartAgentAsync(token);
        await agent.LineAsync(line => line.Contains("1 known problems", StringComparison.Ordinal), "the agent takes over");
        Heal();
        var outcome = await ShouldBeQuietAsync(agent, resolved: 1);

        var alert = outcome.Alerts.ShouldHaveSingleItem();
        (alert.Source, alert.Name, alert.Labels["cluster"]).ShouldBe(("kubernetes", "KubePodCrashLooping", AgentWorld.ClusterName));
        var incident = outcome.Incidents.ShouldHaveSingleItem();
        (incident.Status, incident.Title).ShouldBe((IncidentStatus.Resolved, "Deployment checkout: container app is in CrashLoopBackOff"));
        outcome.Investigations[incident.Id].ShouldHaveSingleItem().Status.ShouldBe(InvestigationStatus.Completed);
        outcome.Messages.ShouldHaveSingleItem().Text.ShouldStartWith("Resolved: ");
        _cluster.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task Problems_detected_during_an_outage_of_the_server_are_reported_after_it()
    {
        await using var agent = await StartAgentAsync(await _world.AddClusterAsync());
        await _world.Server.KillAsync();
        CrashLoop();
        await agent.LineAsync(line => line.Contains("could not be reported", StringComparison.Ordinal), "the agent tries in vain");

        await _world.Server.KillAndStartAsync();

        (await ShouldBeQuietAsync(agent, resolved: 0)).Alerts.ShouldHaveSingleItem().Status.ShouldBe(AlertStatus.Firing);
    }

    private async Task<ChildProcess> StartAgentAsync(string token)
    {
        var agent = ChildProcess.StartAgent(new Dictionary<string, string>(_cluster.WriteServiceAccount(_folder.File("service-account")))
        {
            ["OPSWORKER_SERVER_URL"] = _world.Server.Address.ToString(),
            ["OPSWORKER_CLUSTER_TOKEN"] = token,
            ["OPSWORKER_DETECTION"] = "on",
            ["OPSWORKER_DETECTION_GRACE_SECONDS"] = "1",
            ["OPSWORKER_DETECTION_RESOLVE_SECONDS"] = "1",
            ["OPSWORKER_LISTEN"] = "off",
            ["OPSWORKER_VISIBILITY_SECONDS"] = "5",
        });
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_cluster.Changes.OpenWatches == Watches), "the watches", agent.Transcript);
        return agent;
    }

    private Task<Outcome> ShouldBeQuietAsync(ChildProcess agent, int resolved) => Eventually.ShouldBeFoundAsync(
        async () =>
        {
            var now = await Outcome.ReadAsync(_world.Server, _world.Slack);
            return now.Incidents.Count > 0 && now.IsQuiet(alerts: 1, resolved) ? now : null;
        },
        $"one alert, {resolved} resolved, with its message",
        () => $"{agent.Transcript()}\n{_world.Server.Log()}");

    private void CrashLoop() => _cluster.Changes.Put("pods", Pod(
        """{"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 20s restarting failed container=app"}}"""));

    private void Heal() => _cluster.Changes.Put("pods", Pod("""{"running": {"startedAt": "2026-03-01T03:00:00Z"}}"""));

    private static string Pod(string state) =>
        $$$"""
        {"metadata": {"name": "checkout-7c9-x2x", "namespace": "{{{SmallCluster.Namespace}}}", "uid": "p-1",
           "labels": {"app": "checkout", "pod-template-hash": "7c9"},
           "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "checkout-7c9", "uid": "r-1", "controller": true}]},
         "spec": {"nodeName": "node-1", "containers": [{"name": "app", "image": "registry.example/checkout:1.4.0"}]},
         "status": {"phase": "Running", "containerStatuses": [{"name": "app", "restartCount": 3, "image": "registry.example/checkout:1.4.0",
           "state": {{{state}}},
           "lastState": {"terminated": {"exitCode": 1, "reason": "Error", "finishedAt": "2026-03-01T02:59:00Z"} } }]} }
        """;
}
