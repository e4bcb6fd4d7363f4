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

/// <summary>A Kubernetes cluster that can be asked.</summary>
public sealed record Cluster
{
    /// <summary>A heartbeat that is older than this is late.</summary>
    public static readonly TimeSpan LaggingAfter = TimeSpan.FromSeconds(45);

    /// <summary>An agent that was not heard of for this long is taken for gone.</summary>
    public static readonly TimeSpan DisconnectedAfter = TimeSpan.FromSeconds(90);

    /// <summary><c>cl_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>Its name, unique within the organisation; what the alerts' label <c>cluster</c> says.</summary>
    public required string Name { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its agent was last heard of; null if never.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>The agent's version, as it last said.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>Whether its agent is heard of.</summary>
    public ClusterStatus StatusAt(DateTimeOffset now)
    {
        if (LastSeenAt is not { } seen) return ClusterStatus.Pending;
        var silence = now - seen;
        if (silence > DisconnectedAfter) return ClusterStatus.Disconnected;
        return silence > LaggingAfter ? ClusterStatus.Lagging : ClusterStatus.Connected;
    }
}

/// <summary>The clusters of each organisation.</summary>
public interface IClusterStore
{
    /// <summary>The cluster, or null; also null where it is another organisation's.</summary>
    Task<Cluster?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>
    /// The cluster with this id, whoever's it is, or null. For messages of agents: the id comes from their
    /// credential and finds the organisation.
    /// </summary>
    Task<Cluster?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores a new cluster; false where its id, or its name in the organisation, is taken.</summary>
    Task<bool> TryCreateAsync(Cluster cluster, CancellationToken cancellationToken);

    /// <summary>Records that the agent was heard of; an earlier time than the stored one changes nothing.</summary>
    Task RecordSeenAsync(
        OrganisationId organisation, string id, DateTimeOffset at, string agentVersion, CancellationToken cancellationToken);

    /// <summary>The organisation's clusters in order of name, at most 1,000.</summary>
    Task<IReadOnlyList<Cluster>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>Removes the cluster; false where the organisation has none of that id.</summary>
    Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);
}
