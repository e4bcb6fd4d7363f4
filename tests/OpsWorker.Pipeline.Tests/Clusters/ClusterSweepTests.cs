using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Pipeline.Notifications;

namespace OpsWorker.Pipeline.Tests.Clusters;

public sealed class ClusterSweepTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_outage_is_notified_once_and_its_end_once()
    {
        await using var world = await ClusterWorld.StartAsync();
        await world.HeartbeatAsync();

        await world.BeSilentForAsync(Minute);
        world.Told.ShouldBeEmpty();
        await world.BeSilentForAsync(Minute);
        await world.BeSilentForAsync(Minute);
        world.Told.ShouldBe(["down"]);

        await world.HeartbeatAsync();
        await world.BeSilentForAsync(TimeSpan.Zero);
        await world.BeSilentForAsync(NotificationDelivery.SendingTime);
        world.Told.ShouldBe(["down", "back"]);
    }

    [Fact]
    public async Task A_cluster_that_was_never_heard_of_is_not_missed()
    {
        await using var world = await ClusterWorld.StartAsync();

        await world.BeSilentForAsync(TimeSpan.FromDays(1));

        world.Told.ShouldBeEmpty();
        (await world.NowAsync()).Outages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Notices_that_have_to_wait_are_sent_later_in_order()
    {
        await using var world = await ClusterWorld.StartAsync();
        await world.HeartbeatAsync();
        world.Results.Enqueue(new NotifierResult.RetryAfter(Minute, "busy"));

        await world.BeSilentForAsync(2 * Minute);
        await world.HeartbeatAsync();
        world.Told.ShouldBeEmpty();

        await world.BeSilentForAsync(NotificationDelivery.SendingTime);
        world.Told.ShouldBe(["down", "back"]);
    }

    [Fact]
    public async Task A_refused_notice_is_not_sent_again()
    {
        await using var world = await ClusterWorld.StartAsync();
        await world.HeartbeatAsync();
        world.Results.Enqueue(new NotifierResult.Rejected("no such channel"));

        await world.BeSilentForAsync(2 * Minute);
        await world.BeSilentForAsync(Minute);

        world.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Concurrent_sweeps_send_one_notice()
    {
        await using var world = await ClusterWorld.StartAsync();
        await world.HeartbeatAsync();
        world.Time.Advance(2 * Minute);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Sweep.RunAsync(CancellationToken.None))));

        world.Told.ShouldBe(["down"]);
    }

    [Fact]
    public async Task A_notice_that_a_crash_interrupted_is_sent_by_a_later_sweep()
    {
        await using var world = await ClusterWorld.StartAsync();
        await world.HeartbeatAsync();
        world.Failures.Enqueue(new IOException("the process died"));

        await world.BeSilentForAsync(2 * Minute);
        await world.BeSilentForAsync(TimeSpan.Zero);
        world.Told.ShouldBeEmpty();

        await world.BeSilentForAsync(NotificationDelivery.SendingTime);
        world.Told.ShouldBe(["down"]);
    }

    [Fact]
    public async Task A_sweep_counts_what_is_disconnected()
    {
        await using var world = await ClusterWorld.StartAsync();
        await world.HeartbeatAsync();

        (await world.Sweep.RunAsync(CancellationToken.None)).ShouldBe(SweepProgress.Start);
        world.Time.Advance(2 * Minute);
        (await world.Sweep.RunAsync(CancellationToken.None)).ShouldBe(SweepProgress.Start with { Disconnected = 1 });
        await world.HeartbeatAsync();
        (await world.Sweep.RunAsync(CancellationToken.None)).ShouldBe(SweepProgress.Start);
    }

    [Fact]
    public async Task Uptime_is_what_is_left_of_the_time_since_the_agent_was_first_heard_of()
    {
        await using var world = await ClusterWorld.StartAsync();
        Uptime.Of(await world.NowAsync(), world.Time.GetUtcNow(), TimeSpan.FromHours(24)).ShouldBeNull();
        await world.BeatForAsync(TimeSpan.FromHours(3));
        await world.BeSilentForAsync(TimeSpan.FromHours(1));

        Of(await world.NowAsync(), TimeSpan.FromHours(24)).ShouldBe(0.75, 0.001);
        Of(await world.NowAsync(), TimeSpan.FromHours(2)).ShouldBe(0.5, 0.001);

        await world.BeatForAsync(TimeSpan.FromHours(1));
        Of(await world.NowAsync(), TimeSpan.FromHours(24)).ShouldBe(0.8, 0.001);
        Of(await world.NowAsync(), Minute).ShouldBe(1);

        double Of(Cluster cluster, TimeSpan window) => Uptime.Of(cluster, world.Time.GetUtcNow(), window)!.Value;
    }

    [Fact]
    public async Task Outages_are_bounded_in_number_and_age_and_uptime_is_never_overstated()
    {
        await using var world = await ClusterWorld.StartAsync();
        await world.HeartbeatAsync();
        for (var i = 0; i < Outage.MaxCount + 5; i++)
        {
            await world.BeSilentForAsync(2 * Minute);
            await world.HeartbeatAsync();
            world.Time.Advance(Minute);
            await world.HeartbeatAsync();
        }

        var cluster = await world.NowAsync();
        cluster.Outages.Count.ShouldBe(Outage.MaxCount);
        Uptime.Of(cluster, world.Time.GetUtcNow(), TimeSpan.FromHours(24))!.Value.ShouldBeLessThanOrEqualTo(1.0 / 3 + 0.001);

        world.Time.Advance(Outage.Retention);
        await world.HeartbeatAsync();
        world.Time.Advance(Minute);
        await world.HeartbeatAsync();
        (await world.NowAsync()).Outages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_heartbeat_is_stored_and_one_over_a_limit_is_rejected()
    {
        await using var world = await ClusterWorld.StartAsync();
        var heartbeat = new AgentHeartbeat { ClusterId = world.ClusterId, AgentVersion = "1.2.3", Masked = 4, Capabilities = ["get"] };
        (await world.HeartbeatAsync(heartbeat)).ShouldBe(HandlerResult.Handled);

        var cluster = await world.NowAsync();
        cluster.AgentVersion.ShouldBe("1.2.3");
        cluster.Heartbeat.ShouldNotBeNull().Masked.ShouldBe(4);
        foreach (var wrong in (AgentHeartbeat[])[
            heartbeat with { AgentVersion = new string('1', 1000) },
            heartbeat with { AgentVersion = null! },
            heartbeat with { Capabilities = null! },
            heartbeat with { Capabilities = [.. Enumerable.Repeat("x", 1000)] }])
        {
            (await world.HeartbeatAsync(wrong)).ShouldBeOfType<HandlerResult.Reject>();
        }

        (await world.HeartbeatAsync(heartbeat with { ClusterId = "cl_gone" })).ShouldBe(HandlerResult.Handled);
    }
}
