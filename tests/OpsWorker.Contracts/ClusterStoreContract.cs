using OpsWorker.Core.Clusters;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class ClusterStoreContract(ContractFixture fixture) : PortContract<IClusterStore>(fixture)
{
    private IClusterStore Clusters => Fixture.Clusters;

    [Fact]
    public async Task A_cluster_is_read_as_it_was_stored()
    {
        var cluster = Samples.Cluster(Organisation, Samples.Unicode);

        (await Clusters.TryCreateAsync(cluster, Cancel)).ShouldBeTrue();

        (await Clusters.GetAsync(Organisation, cluster.Id, Cancel)).ShouldBe(cluster);
        (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldBe(cluster);
    }

    [Fact]
    public async Task An_unknown_cluster_is_null()
    {
        (await Clusters.GetAsync(Organisation, "cl_0", Cancel)).ShouldBeNull();
        (await Clusters.FindAsync("cl_0", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_organisations_cluster_is_null_and_cannot_be_changed()
    {
        var cluster = Samples.Cluster(Organisation);
        await Clusters.TryCreateAsync(cluster, Cancel);

        (await Clusters.GetAsync(Other, cluster.Id, Cancel)).ShouldBeNull();
        (await Clusters.ListAsync(Other, Cancel)).ShouldBeEmpty();
        await Clusters.RecordSeenAsync(Other, cluster.Id, Samples.Time, "1.0.0", Cancel);
        (await Clusters.RemoveAsync(Other, cluster.Id, Cancel)).ShouldBeFalse();

        (await Clusters.GetAsync(Organisation, cluster.Id, Cancel)).ShouldBe(cluster);
    }

    [Fact]
    public async Task A_name_is_taken_once_in_an_organisation()
    {
        var winners = await Race.WinnersAsync(_ => Clusters.TryCreateAsync(Samples.Cluster(Organisation), Cancel));

        winners.ShouldBe(1);
        (await Clusters.TryCreateAsync(Samples.Cluster(Other), Cancel)).ShouldBeTrue();
        (await Clusters.ListAsync(Organisation, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_id_is_taken_once_whoever_asks()
    {
        var cluster = Samples.Cluster(Organisation);
        await Clusters.TryCreateAsync(cluster, Cancel);

        (await Clusters.TryCreateAsync(cluster with { Name = "else" }, Cancel)).ShouldBeFalse();
        (await Clusters.TryCreateAsync(cluster with { Organisation = Other }, Cancel)).ShouldBeFalse();

        (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldBe(cluster);
        (await Clusters.ListAsync(Other, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_latest_sign_of_life_stays()
    {
        var cluster = Samples.Cluster(Organisation);
        await Clusters.TryCreateAsync(cluster, Cancel);

        await Clusters.RecordSeenAsync(Organisation, cluster.Id, Samples.Time.AddSeconds(30), "1.1.0", Cancel);
        await Clusters.RecordSeenAsync(Organisation, cluster.Id, Samples.Time, "1.0.0", Cancel);

        var expected = cluster with { LastSeenAt = Samples.Time.AddSeconds(30), AgentVersion = "1.1.0" };
        (await Clusters.GetAsync(Organisation, cluster.Id, Cancel)).ShouldBe(expected);
        (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldBe(expected);
        (await Clusters.ListAsync(Organisation, Cancel)).ShouldBe([expected]);
    }

    [Fact]
    public async Task A_sign_of_life_of_an_unknown_cluster_does_nothing()
    {
        await Clusters.RecordSeenAsync(Organisation, "cl_0", Samples.Time, "1.0.0", Cancel);

        (await Clusters.FindAsync("cl_0", Cancel)).ShouldBeNull();
        (await Clusters.ListAsync(Organisation, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Clusters_are_listed_in_order_of_name()
    {
        foreach (var name in new[] { "west", "east", "North", "south" })
        {
            await Clusters.TryCreateAsync(Samples.Cluster(Organisation, name), Cancel);
        }

        (await Clusters.ListAsync(Organisation, Cancel)).Select(c => c.Name).ShouldBe(["North", "east", "south", "west"]);
    }

    [Fact]
    public async Task A_removed_cluster_is_gone_and_its_name_free()
    {
        var cluster = Samples.Cluster(Organisation);
        await Clusters.TryCreateAsync(cluster, Cancel);

        (await Clusters.RemoveAsync(Organisation, cluster.Id, Cancel)).ShouldBeTrue();
        (await Clusters.RemoveAsync(Organisation, cluster.Id, Cancel)).ShouldBeFalse();

        (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldBeNull();
        (await Clusters.TryCreateAsync(Samples.Cluster(Organisation), Cancel)).ShouldBeTrue();
    }
}
