using OpsWorker.Core.Access;
using OpsWorker.Core.Commands;

namespace OpsWorker.Core.Clusters;

/// <summary>A registered Kubernetes cluster.</summary>
/// <remarks>Properties that records of earlier versions lack have a setter, so they keep their default; see <see
/// cref="AgentHeartbeat"/>.</remarks>
public sealed record Cluster
{
    /// <summary><c>cl_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The name, unique within the organisation; matched against the alert label <c>cluster</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to people; null means <see cref="Name"/>.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The provider, for example <c>eks</c>, <c>gke</c>, <c>on-premises</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's region.</summary>
    public string? Region { get; init; }

    /// <summary>The environment, for example <c>production</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Labels that the organisation sets.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    /// <summary>The time of registration.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The <see cref="AccessKey.Id"/> of the newest agent token; null if the cluster needs no token.</summary>
    public string? TokenId { get; init; }

    /// <summary>The agent's earlier tokens that may still be valid, oldest first.</summary>
    public IReadOnlyList<EarlierToken> EarlierTokens { get; set; } = [];

    /// <summary>The agent's sessions that were opened until then are refused; null if none was ever revoked.</summary>
    public DateTimeOffset? SessionsRevokedAt { get; init; }

    /// <summary>The time of the agent's first message; null before it.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }

    /// <summary>The time of the agent's last message; null before the first.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>The version that the agent last reported.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>The agent's last heartbeat; null before the first.</summary>
    public AgentHeartbeat? Heartbeat { get; init; }

    /// <summary>The state that the cluster's Operator last reported; null without one.</summary>
    public OperatorStatus? Operator { get; init; }

    /// <summary>The time of the Operator's last report; null before the first.</summary>
    public DateTimeOffset? OperatorSeenAt { get; init; }

    /// <summary>The agent's outages, oldest first; <see cref="Outage"/> states their retention.</summary>
    public IReadOnlyList<Outage> Outages { get; set; } = [];

    /// <summary>The version of the record; see <see cref="IClusterStore.TryUpdateAsync"/>.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The connection status at a time, derived from the last message.</summary>
    public ClusterStatus StatusAt(DateTimeOffset now, ClusterSilence allowed)
    {
        if (LastSeenAt is not { } seen) return ClusterStatus.Pending;
        var silence = now - seen;
        if (silence > allowed.DisconnectedAfter) return ClusterStatus.Disconnected;
        return silence > allowed.LaggingAfter ? ClusterStatus.Lagging : ClusterStatus.Connected;
    }
}

/// <summary>A token of a cluster's agent that was replaced.</summary>
/// <param name="Id">The <see cref="AccessKey.Id"/>.</param>
/// <param name="ExpiresAt">The end of its grace period.</param>
public sealed record EarlierToken(string Id, DateTimeOffset ExpiresAt);
