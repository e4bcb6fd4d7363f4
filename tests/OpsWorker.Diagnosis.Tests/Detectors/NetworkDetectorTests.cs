using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

/// <summary>
/// <c>edge</c> calls <c>api</c>, which calls <c>db</c>, and <c>cart</c>, which calls <c>cache</c>; <c>db</c> and
/// <c>cache</c> are on the node worker-b. <c>edge</c> calls <c>shop</c> too.
/// </summary>
public sealed class NetworkDetectorTests
{
    [Fact]
    public void A_node_that_has_to_send_again_loses_packets() =>
        Town().Slow("edge", "api", "cart", "db", "cache").Resent("worker-b", 0.1, 8).Resent("worker-a", 0.1, 1)
            .Cluster.ShouldFind(CauseCode.NodeNetworkLoss, "worker-b");

    [Fact]
    public void Calls_that_cross_a_nodes_border_and_no_others_show_its_delay() =>
        Town().Slow("edge", "api", "cart").Calm("shop", "db", "cache").Resent("worker-b", 0.1, 1.5).Cluster.ShouldFind(CauseCode.NodeNetworkDelay, "worker-b");

    [Fact]
    public void Calls_of_one_workload_and_those_who_wait_for_it_show_its_delay() =>
        Town().Slow("edge", "shop").Calm("api", "cart", "db").Cluster.ShouldFind(CauseCode.NetworkDelay, "shop");

    [Fact]
    public void Where_packets_are_sent_again_and_one_workload_alone_fits_it_loses_them() =>
        Town().Slow("edge", "shop").Calm("api", "cart", "db").Resent("worker-a", 0.1, 8).Cluster.ShouldFind(CauseCode.NetworkLoss, "shop");

    [Fact]
    public void A_workload_whose_interface_drops_packets_loses_them() =>
        Town().Dropped("api", 0, 40).Dropped("cart", 0, 2.5).Cluster.ShouldFind(CauseCode.NetworkLoss, "api");

    [Fact]
    public void Drops_of_several_workloads_alike_are_nobodys_own() =>
        Town().Dropped("api", 0, 40).Dropped("cart", 0, 35).Cluster.ShouldNotFind(CauseCode.NetworkLoss);

    [Theory]
    [InlineData(6, 7)]
    [InlineData(0.1, 1.5)]
    public void Packets_that_were_always_sent_again_or_rarely_are_no_cause(double before, double after) =>
        Town().Resent("worker-b", before, after).Cluster.Diagnose().Causes.ShouldBeEmpty();

    private static World Town() => new(new TestCluster().Node("worker-b")
        .Healthy("edge").Healthy("api").Healthy("cart").Healthy("shop")
        .Deployment("db").Pod("db", States.Ready, node: "worker-b").Service("db")
        .Deployment("cache").Pod("cache", States.Ready, node: "worker-b").Service("cache")
        .Call("edge", "api").Call("edge", "cart").Call("edge", "shop").Call("api", "db").Call("cart", "cache"));

    private sealed record World(TestCluster Cluster)
    {
        public World Slow(params string[] names) => Latency(names, 0.8);

        public World Calm(params string[] names) => Latency(names, 0.01);

        public World Resent(string node, double before, double after)
        {
            Cluster.Series("node_tcp_retransmissions", $"{{'node':'{node}'}}", Step(before, after));
            return this;
        }

        public World Dropped(string name, double before, double after)
        {
            Cluster.Series("container_network_transmit_packets_dropped", $"{{'namespace':'shop','pod':'{TestCluster.PodName(name)}'}}", Step(before, after));
            return this;
        }

        private World Latency(string[] names, double after)
        {
            foreach (var name in names) Cluster.Series("latency_p50", $"{{'service':'{name}','unit':'seconds'}}", Step(0.01, after));
            return this;
        }

        // Eleven samples before the trouble begins, and thirteen since.
        private static double[] Step(double before, double after) => [.. Enumerable.Repeat(before, 11), .. Enumerable.Repeat(after, 13)];
    }
}
