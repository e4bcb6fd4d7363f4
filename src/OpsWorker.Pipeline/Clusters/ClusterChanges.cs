using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>Changes of a cluster by heartbeats and their absence. Pure.</summary>
internal static class ClusterChanges
{
    private static readonly TimeSpan s_usualSkew = TimeSpan.FromMinutes(1);

    /// <summary>The cluster after its agent was heard of; null where that changes nothing.</summary>
    public static Cluster? Seen(Cluster cluster, DateTimeOffset at, string agentVersion, AgentHeartbeat? heartbeat)
    {
        if (cluster.LastSeenAt >= at) return heartbeat is null ? null : cluster with { Heartbeat = heartbeat };
        return cluster with
        {
            FirstSeenAt = cluster.FirstSeenAt ?? at,
            LastSeenAt = at,
            AgentVersion = agentVersion,
            Heartbeat = heartbeat ?? cluster.Heartbeat,
            HeartbeatLatency = heartbeat?.SentAt is { } sent ? Latency(cluster.HeartbeatLatency, at - sent) : cluster.HeartbeatLatency,
            ClockSkew = heartbeat?.SentAt is { } clock ? Skew(clock - at) : cluster.ClockSkew,
            Refusal = null,
            Outages =
                [.. cluster.Outages.Select(o => o.Until is null ? o with { Until = at } : o).Where(o => o.Until > at - Outage.Retention)],
        };
    }

    // An average that forgets: a fifth of the newest. A difference of clocks is no latency.
    private static TimeSpan? Latency(TimeSpan? average, TimeSpan newest)
    {
        if (Skew(newest) is not null) return average;
        var latency = newest > TimeSpan.Zero ? newest : TimeSpan.Zero;
        return average is { } known ? known + ((latency - known) / 5) : latency;
    }

    private static TimeSpan? Skew(TimeSpan difference) => difference.Duration() > s_usualSkew ? difference : null;

    /// <summary>The cluster with the outage that is seen now; null where there is none or it is known.</summary>
    public static Cluster? Swept(Cluster cluster, DateTimeOffset now, ClusterSilence allowed)
    {
        if (cluster.StatusAt(now, allowed) != ClusterStatus.Disconnected || cluster.Outages is [.., { Until: null }]) return null;
        return cluster with { Outages = Bounded([.. cluster.Outages, new Outage { From = cluster.LastSeenAt!.Value }]) };
    }

    /// <summary>The cluster whose outage's begin, or end, was notified; null where the outage is not there any more.</summary>
    public static Cluster? Notified(Cluster cluster, Outage outage, bool recovered) =>
        cluster.Outages.FirstOrDefault(o => o.From == outage.From) is { } stored
            ? With(cluster, recovered ? stored with { EndTold = true } : stored with { BeginningTold = true })
            : null;

    private static Cluster With(Cluster cluster, Outage changed) =>
        cluster with { Outages = [.. cluster.Outages.Select(o => o.From == changed.From ? changed : o)] };

    // Uptime is then understated, never overstated.
    private static IReadOnlyList<Outage> Bounded(IReadOnlyList<Outage> outages) =>
        outages.Count <= Outage.MaxCount ? outages : [outages[1] with { From = outages[0].From }, .. outages.Skip(2)];
}
