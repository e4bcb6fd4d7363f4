using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Pipeline.Tests.Clusters;

public sealed class HeartbeatFactsTests
{
    [Fact]
    public async Task The_average_latency_follows_the_last_heartbeats_and_a_wrong_clock_is_no_latency()
    {
        await using var world = await ClusterWorld.StartAsync();
        await BeatAsync(world, TimeSpan.FromSeconds(1));
        (await world.NowAsync()).HeartbeatLatency.ShouldBe(TimeSpan.FromSeconds(1));
        await BeatAsync(world, TimeSpan.FromSeconds(6));
        (await world.NowAsync()).HeartbeatLatency.ShouldBe(TimeSpan.FromSeconds(2));

        await BeatAsync(world, TimeSpan.FromMinutes(-7));

        var cluster = await world.NowAsync();
        (cluster.HeartbeatLatency, cluster.ClockSkew).ShouldBe((TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(7)));
        await BeatAsync(world, TimeSpan.FromSeconds(2));
        (await world.NowAsync()).ClockSkew.ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(301)]
    public async Task An_interval_that_would_hide_that_the_agent_is_gone_is_rejected(int seconds)
    {
        await using var world = await ClusterWorld.StartAsync();

        (await world.HeartbeatAsync(Heartbeat(world) with { Interval = TimeSpan.FromSeconds(seconds) }))
            .ShouldBeOfType<HandlerResult.Reject>();
    }

    [Theory]
    [InlineData("0.0.1", true)]
    [InlineData("99.0.0", false)]
    [InlineData("dev", null)]
    [InlineData(null, null)]
    public void A_version_is_behind_where_it_is_older_than_the_newest(string? version, bool? isBehind) =>
        AgentVersions.IsBehind(version).ShouldBe(isBehind);

    private static async Task BeatAsync(ClusterWorld world, TimeSpan latency)
    {
        world.Time.Advance(TimeSpan.FromSeconds(30));
        await world.HeartbeatAsync(Heartbeat(world) with { SentAt = world.Time.GetUtcNow() - latency });
    }

    private static AgentHeartbeat Heartbeat(ClusterWorld world) => new() { ClusterId = world.ClusterId, AgentVersion = "1.0.0" };
}
