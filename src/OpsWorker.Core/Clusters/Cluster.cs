namespace OpsWorker.Core.Clusters;

/// <summary>A Kubernetes cluster that can be asked.</summary>
/// <remarks>What records of earlier versions lack has a setter, so that it keeps its default; see <see cref="AgentHeartbeat"/>.</remarks>
public sealed record Cluster
{
    /// <summary><c>cl_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>Its name, unique within the organisation; what the alerts' label <c>cluster</c> says.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it; null means <see cref="Name"/>.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Who runs it, for example <c>eks</c>, <c>gke</c>, <c>on-premises</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>Where it runs, in the provider's words.</summary>
    public string? Region { get; init; }

    /// <summary>What it is for, for example <c>production</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Whatever else people want to say of it.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The <see cref="AccessKey.Id"/> of its newest token; null where it needs none.</summary>
    public string? TokenId { get; init; }

    /// <summary>When its agent was first heard of; null if never.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }

    /// <summary>When its agent was last heard of; null if never.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>The agent's version, as it last said.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>What the agent last said of itself; null until it has.</summary>
    public AgentHeartbeat? Heartbeat { get; init; }

    /// <summary>When its agent was not heard of, oldest first; see <see cref="Outage"/> for how long they are kept.</summary>
    public IReadOnlyList<Outage> Outages { get; set; } = [];

    /// <summary>Counts the changes; see <see cref="IClusterStore.TryUpdateAsync"/>.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Whether its agent is heard of.</summary>
    public ClusterStatus StatusAt(DateTimeOffset now, ClusterSilence allowed)
    {
        if (LastSeenAt is not { } seen) return ClusterStatus.Pending;
        var silence = now - seen;
        if (silence > allowed.DisconnectedAfter) return ClusterStatus.Disconnected;
        return silence > allowed.LaggingAfter ? ClusterStatus.Lagging : ClusterStatus.Connected;
    }
}
