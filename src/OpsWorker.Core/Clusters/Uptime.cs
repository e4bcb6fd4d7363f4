namespace OpsWorker.Core.Clusters;

/// <summary>Computes the uptime of a cluster's agent.</summary>
public static class Uptime
{
    /// <summary>
    /// The share, from 0 to 1, of the window ending <paramref name="now"/> in which the agent was connected. The window
    /// starts with the agent's first message if that is later; null if there was none.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="now">The end of the window.</param>
    /// <param name="window">The length of the window, at most <see cref="Outage.Retention"/>.</param>
    public static double? Of(Cluster cluster, DateTimeOffset now, TimeSpan window)
    {
        if (cluster.FirstSeenAt is not { } first) return null;
        var from = first > now - window ? first : now - window;
        var total = now - from;
        if (total <= TimeSpan.Zero) return 1;
        var down = cluster.Outages.Aggregate(TimeSpan.Zero, (sum, outage) => sum + Overlap(outage, from, now));
        return Math.Clamp(1 - (down / total), 0, 1);
    }

    private static TimeSpan Overlap(Outage outage, DateTimeOffset from, DateTimeOffset to)
    {
        var begin = outage.From > from ? outage.From : from;
        var end = outage.Until is { } until && until < to ? until : to;
        return end > begin ? end - begin : TimeSpan.Zero;
    }
}
