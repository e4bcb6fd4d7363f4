using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Incidents;

/// <summary>Alerts that begin together belong to one incident or to several, by the topology that their labels name.</summary>
public sealed class CorrelationTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private readonly AlertWorld _alerts = new(world);

    [Theory]
    [InlineData("two workloads of a namespace", "A, B",
        "alertname=A namespace=shop deployment=alpha", "alertname=B namespace=shop deployment=beta")]
    [InlineData("pods of two workloads", "A, A",
        "alertname=A namespace=shop pod=alpha-7d9f8b6c5d-x2v9k", "alertname=A namespace=shop pod=beta-7d9f8b6c5d-x2v9k")]
    [InlineData("pods of one workload, and the workload", "A+A+B",
        "alertname=A namespace=shop pod=web-7d9f8b6c5d-x2v9k", "alertname=A namespace=shop pod=web-7d9f8b6c5d-l4m7p",
        "alertname=B namespace=shop deployment=web")]
    [InlineData("pods whose names do not say their workload, and the workload", "A+A+B",
        "alertname=A namespace=shop pod=web-blue-one deployment=web", "alertname=A namespace=shop pod=web-green-two deployment=web",
        "alertname=B namespace=shop deployment=web")]
    [InlineData("pods of one StatefulSet", "A+A", "alertname=A namespace=shop pod=db-0", "alertname=A namespace=shop pod=db-1")]
    [InlineData("one name in two namespaces", "A, A",
        "alertname=A namespace=shop deployment=web", "alertname=A namespace=billing deployment=web")]
    [InlineData("one name in two clusters", "A, A",
        "alertname=A cluster=eu namespace=shop deployment=web", "alertname=A cluster=us namespace=shop deployment=web")]
    [InlineData("a Service of the workload's name", "A+B",
        "alertname=A namespace=shop deployment=web", "alertname=B namespace=shop service=web")]
    [InlineData("a Service that an alert of the workload names", "A+B",
        "alertname=A namespace=shop pod=web-0 service=frontend", "alertname=B namespace=shop service=frontend")]
    [InlineData("a Service that two workloads share", "A+C, B",
        "alertname=A namespace=shop pod=web-0 service=platform", "alertname=B namespace=shop pod=db-0 service=platform",
        "alertname=C namespace=shop service=platform")]
    [InlineData("the namespace beside its first problem", "A+B",
        "alertname=A namespace=shop deployment=web", "alertname=B namespace=shop")]
    [InlineData("the first workload after its namespace, and another one", "A+B, C",
        "alertname=A namespace=shop", "alertname=B namespace=shop deployment=web", "alertname=C namespace=shop deployment=db")]
    [InlineData("two nodes", "A, A", "alertname=A node=worker-1", "alertname=A node=worker-2")]
    [InlineData("two alerts of a node", "A+B", "alertname=A node=worker-1", "alertname=B node=worker-1")]
    [InlineData("a node by the exporter's address", "A+B",
        "alertname=A job=node-exporter instance=worker-1:9100 namespace=monitoring", "alertname=B node=worker-1")]
    [InlineData("pods of a node that is down", "A+B+C",
        "alertname=A node=worker-1", "alertname=B namespace=shop pod=web-0 node=worker-1",
        "alertname=C namespace=shop pod=db-0 node=worker-1")]
    [InlineData("pods of one node that is well", "B, C",
        "alertname=B namespace=shop pod=web-0 node=worker-1", "alertname=C namespace=shop pod=db-0 node=worker-1")]
    [InlineData("parts of the control plane", "KubeAPIDown, etcdMembersDown+etcdNoLeader",
        "alertname=KubeAPIDown job=apiserver", "alertname=etcdNoLeader job=etcd", "alertname=etcdMembersDown job=etcd")]
    [InlineData("alerts of the cluster that have nothing in common", "A, B", "alertname=A", "alertname=B")]
    [InlineData("two hosts that are probed", "A, A",
        "alertname=A instance=https://shop.example/health", "alertname=A instance=https://blog.example/health")]
    public async Task Alerts_are_one_incident_where_they_name_the_same_place(string reason, string expected, params string[] alerts)
    {
        foreach (var alert in alerts) await _alerts.FireAsync(alert);

        (await _alerts.GroupsAsync()).ShouldBe(expected, reason);
    }

    [Fact]
    public async Task Alerts_of_different_sources_about_one_workload_are_one_incident()
    {
        await _alerts.FireAsync("alertname=KubePodCrashLooping namespace=shop pod=web-7d9f8b6c5d-x2v9k");
        await _alerts.FireAsync("alertname=Errors kube_namespace=shop kube_deployment=web", source: "datadog");

        (await _alerts.GroupsAsync()).ShouldBe("Errors+KubePodCrashLooping");
    }

    [Fact]
    public async Task A_namespace_alert_long_after_the_problem_began_is_an_incident_of_its_own()
    {
        await _alerts.FireAsync("alertname=A namespace=shop deployment=web");
        world.Time.Advance(TimeSpan.FromMinutes(16));
        await _alerts.FireAsync("alertname=B namespace=shop");
        await _alerts.FireAsync("alertname=C namespace=shop deployment=web");

        (await _alerts.GroupsAsync()).ShouldBe("A+C, B");
    }

    [Fact]
    public async Task A_storm_of_fifty_causes_is_fifty_incidents_whatever_the_order_and_at_once()
    {
        var random = new Random(7);
        var alerts = Enumerable.Range(0, 500).Select(i => _alerts.Firing(
            $"alertname=A{i / 50 % 5} namespace=ns{i % 50 % 5} pod=app{i % 50}-7d9f8b6c5d-{"bcdfghjklmnpqrstvwxz"[i / 50]}2v9k")).ToArray();
        random.Shuffle(alerts);

        await Parallel.ForEachAsync(alerts, async (alert, _) => await _alerts.HandleAsync(alert));

        var incidents = await _alerts.IncidentsAsync();
        incidents.Count.ShouldBe(50);
        incidents.ShouldAllBe(i => i.AlertCount == 10 && i.Alerts.Select(a => a.Object).Distinct().Count() == 1);
    }

    [Fact]
    public async Task Alerts_that_share_a_place_and_arrive_at_once_open_no_incident_twice()
    {
        for (var round = 0; round < 5; round++)
        {
            var alerts = new AlertWorld(world);
            string[] labels =
                ["alertname=A namespace=shop", "alertname=B namespace=shop deployment=web", "alertname=C namespace=shop deployment=db"];

            await Task.WhenAll(labels.Select(l => Task.Run(() => alerts.FireAsync(l))));

            var incidents = await alerts.IncidentsAsync();
            incidents.Count.ShouldBeInRange(2, 3);
            incidents.Sum(i => i.AlertCount).ShouldBe(3);
            incidents.SelectMany(i => i.Aliases.Append(i.CorrelationKey)).ShouldBeUnique();
        }
    }

    [Fact]
    public async Task An_unknown_cluster_and_a_missing_one_are_kept_in_words()
    {
        await world.AddClusterAsync(_alerts.Organisation, "eu");
        await _alerts.FireAsync("alertname=A namespace=a cluster=nowhere");
        await _alerts.FireAsync("alertname=B namespace=b");
        await _alerts.FireAsync("alertname=C namespace=c cluster=eu");

        (await _alerts.IncidentsAsync()).OrderBy(i => i.Alerts[0].Name).Select(i => (i.ClusterName, i.ClusterId is null))
            .ShouldBe([("nowhere", true), ("eu", false), ("eu", false)]);
    }
}
