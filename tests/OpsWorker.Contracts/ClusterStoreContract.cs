using OpsWorker.Core;
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
        var cluster = Samples.FullCluster(Organisation, Samples.Unicode);

        (await Clusters.TryCreateAsync(cluster, Cancel)).ShouldBeTrue();

        (await Clusters.GetAsync(Organisation, cluster.Id, Cancel)).ShouldHaveContentOf(cluster, CoreJson.Default.Cluster);
        (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldHaveContentOf(cluster, CoreJson.Default.Cluster);
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
        (await Clusters.TryUpdateAsync(cluster with { Organisation = Other, Version = 2 }, Cancel)).ShouldBeFalse();
        (await Clusters.RemoveAsync(Other, cluster.Id, Cancel)).ShouldBeFalse();

        (await Clusters.GetAsync(Organisation, cluster.Id, Cancel)).ShouldHaveContentOf(cluster, CoreJson.Default.Cluster);
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

        (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldHaveContentOf(cluster, CoreJson.Default.Cluster);
        (await Clusters.ListAsync(Other, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_is_stored_whole()
    {
        var cluster = Samples.Cluster(Organisation);
        await Clusters.TryCreateAsync(cluster, Cancel);
        var changed = Samples.FullCluster(Organisation) with { Id = cluster.Id, Version = 2 };

        (await Clusters.TryUpdateAsync(changed, Cancel)).ShouldBeTrue();

        (await Clusters.GetAsync(Organisation, cluster.Id, Cancel)).ShouldHaveContentOf(changed, CoreJson.Default.Cluster);
        (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldHaveContentOf(changed, CoreJson.Default.Cluster);
        (await Clusters.ListAsync(Organisation, Cancel)).ShouldHaveSingleItem()
            .ShouldHaveContentOf(changed, CoreJson.Default.Cluster);
    }

    [Fact]
    public async Task Of_changes_at_the_same_time_one_is_stored()
    {
        var cluster = Samples.Cluster(Organisation);
        await Clusters.TryCreateAsync(cluster, Cancel);

        var winners = await Race.WinnersAsync(
            i => Clusters.TryUpdateAsync(cluster with { Version = 2, AgentVersion = $"{i}" }, Cancel));

        winners.ShouldBe(1);
        (await Clusters.TryUpdateAsync(cluster with { Version = 4 }, Cancel)).ShouldBeFalse();
        (await Clusters.TryUpdateAsync(cluster with { Version = 3 }, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_change_that_is_repeated_over_what_others_change_loses_nothing()
    {
        var cluster = Samples.Cluster(Organisation);
        await Clusters.TryCreateAsync(cluster, Cancel);

        await Race.WinnersAsync(async i =>
        {
            var one = new Dictionary<string, string> { [$"{i}"] = "" };
            return await Clusters.UpdateAsync(cluster.Id, c => c with { Labels = c.Labels.Concat(one).ToDictionary() }, Cancel) is not null;
        });

        var stored = (await Clusters.FindAsync(cluster.Id, Cancel)).ShouldNotBeNull();
        stored.Labels.Count.ShouldBe(stored.Version - 1);
        stored.Version.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_change_of_an_unknown_cluster_does_nothing()
    {
        var unknown = Samples.Cluster(Organisation) with { Version = 2 };

        (await Clusters.TryUpdateAsync(unknown, Cancel)).ShouldBeFalse();

        (await Clusters.FindAsync(unknown.Id, Cancel)).ShouldBeNull();
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
