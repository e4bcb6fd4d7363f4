using OpsWorker.Core.Clusters;

namespace OpsWorker.Core.Tests;

public sealed class ClusterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, ClusterStatus.Pending)]
    [InlineData(0, ClusterStatus.Connected)]
    [InlineData(45, ClusterStatus.Connected)]
    [InlineData(46, ClusterStatus.Lagging)]
    [InlineData(90, ClusterStatus.Lagging)]
    [InlineData(91, ClusterStatus.Disconnected)]
    [InlineData(-5, ClusterStatus.Connected)]
    public void The_status_follows_the_time_since_the_last_heartbeat(int? seconds, ClusterStatus status)
    {
        var cluster = new Cluster
        {
            Id = "cl_1",
            Organisation = new OrganisationId("org_1"),
            Name = "production",
            CreatedAt = Now.AddDays(-1),
            LastSeenAt = seconds is { } silence ? Now.AddSeconds(-silence) : null,
        };

        cluster.StatusAt(Now, ClusterSilence.Default).ShouldBe(status);
    }

    [Theory]
    [InlineData(10, 46, ClusterStatus.Lagging)]
    [InlineData(60, 89, ClusterStatus.Connected)]
    [InlineData(60, 91, ClusterStatus.Lagging)]
    [InlineData(60, 181, ClusterStatus.Disconnected)]
    public void An_agent_with_longer_intervals_may_be_silent_for_longer(int interval, int silence, ClusterStatus status)
    {
        var cluster = new Cluster
        {
            Id = "cl_1",
            Organisation = new OrganisationId("org_1"),
            Name = "production",
            CreatedAt = Now.AddDays(-1),
            LastSeenAt = Now.AddSeconds(-silence),
            Heartbeat = new AgentHeartbeat { ClusterId = "cl_1", AgentVersion = "1", Interval = TimeSpan.FromSeconds(interval) },
        };

        cluster.StatusAt(Now, ClusterSilence.Default).ShouldBe(status);
    }

    [Fact]
    public void A_record_of_an_earlier_version_is_read()
    {
        const string Stored =
            """
            {"id":"cl_1","organisation":"org_1","name":"shop","createdAt":"2026-03-01T00:00:00+00:00","tokenId":"key_1",
             "heartbeat":{"clusterId":"cl_1","agentVersion":"0.1.0","capabilities":["get"],
              "limits":{"concurrency":8,"timeout":"00:00:20","maxResultBytes":1,"maxTotalBytes":2}}}
            """;

        var cluster = System.Text.Json.JsonSerializer.Deserialize(Stored, CoreJson.Default.Cluster).ShouldNotBeNull();

        (cluster.Registration, cluster.Rotation, cluster.Workspace, cluster.Refusal).ShouldBe((null, null, null, null));
        cluster.EarlierTokens.ShouldBeEmpty();
        cluster.Heartbeat!.Limits!.DiagnosticsNamespaces.ShouldBeEmpty();
        cluster.StatusAt(Now, ClusterSilence.Default).ShouldBe(ClusterStatus.Pending);
    }
}
