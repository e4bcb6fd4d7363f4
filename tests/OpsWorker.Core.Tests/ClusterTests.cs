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
}
