namespace OpsWorker.Core.Clusters;

/// <summary>The connection status of a cluster's agent.</summary>
public enum ClusterStatus
{
    /// <summary>No message was ever received.</summary>
    Pending,

    /// <summary>Heartbeats arrive on time.</summary>
    Connected,

    /// <summary>The heartbeat is late.</summary>
    Lagging,

    /// <summary>No message for longer than <see cref="ClusterSilence.DisconnectedAfter"/>.</summary>
    Disconnected,
}

/// <summary>The time without messages after which an agent counts as disconnected.</summary>
/// <param name="DisconnectedAfter">The longest silence of a connected agent.</param>
public sealed record ClusterSilence(TimeSpan DisconnectedAfter)
{
    /// <summary>90 seconds: three heartbeats.</summary>
    public static readonly ClusterSilence Default = new(TimeSpan.FromSeconds(90));

    /// <summary>The silence after which an agent lags: half of <see cref="DisconnectedAfter"/>.</summary>
    public TimeSpan LaggingAfter => DisconnectedAfter / 2;

    /// <summary>The silence allowed to an agent whose heartbeats are further apart than usual: at least three of them.</summary>
    public ClusterSilence For(TimeSpan interval) =>
        interval > AgentHeartbeat.DefaultInterval && DisconnectedAfter < 3 * interval ? new ClusterSilence(3 * interval) : this;
}
