namespace OpsWorker.Core.Clusters;

/// <summary>Whether a cluster's agent is heard of.</summary>
public enum ClusterStatus
{
    /// <summary>Never.</summary>
    Pending,

    /// <summary>Within the time that its heartbeat takes.</summary>
    Connected,

    /// <summary>Its heartbeat is late.</summary>
    Lagging,

    /// <summary>Not for longer than may pass.</summary>
    Disconnected,
}

/// <summary>How long an agent may be silent.</summary>
/// <param name="DisconnectedAfter">An agent that was not heard of for longer is taken for gone.</param>
public sealed record ClusterSilence(TimeSpan DisconnectedAfter)
{
    /// <summary>90 seconds: three heartbeats.</summary>
    public static readonly ClusterSilence Default = new(TimeSpan.FromSeconds(90));

    /// <summary>A heartbeat that is older is late: half of <see cref="DisconnectedAfter"/>.</summary>
    public TimeSpan LaggingAfter => DisconnectedAfter / 2;
}
