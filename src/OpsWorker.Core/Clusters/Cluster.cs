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

    /// <summary>The workspace that the cluster belongs to; null for the whole organisation.</summary>
    public string? Workspace { get; init; }

    /// <summary>Labels that the organisation sets.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();

    /// <summary>The time of registration.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The <see cref="AccessKey.Id"/> of the newest agent token; null if the cluster needs no token.</summary>
    public string? TokenId { get; init; }

    /// <summary>The agent's earlier tokens that may still be valid, oldest first.</summary>
    public IReadOnlyList<EarlierToken> EarlierTokens { get; set; } = [];

    /// <summary>The newest registration token; null if none was ever issued.</summary>
    public RegistrationToken? Registration { get; init; }

    /// <summary>A rotation that the agent was asked for and has not finished; null without one.</summary>
    public RotationRequest? Rotation { get; init; }

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

    /// <summary>The average time from the sending of a heartbeat to its arrival, the last ones counting most; null before one.</summary>
    public TimeSpan? HeartbeatLatency { get; init; }

    /// <summary>The agent's clock minus the server's, where they differ by more than a minute; else null.</summary>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>The last refusal of an agent with a token of this cluster; null after the agent was heard of again.</summary>
    public AgentRefusal? Refusal { get; init; }

    /// <summary>The agent's outages, oldest first; <see cref="Outage"/> states their retention.</summary>
    public IReadOnlyList<Outage> Outages { get; set; } = [];

    /// <summary>The version of the record; see <see cref="IClusterStore.TryUpdateAsync"/>.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The connection status at a time, derived from the last message.</summary>
    public ClusterStatus StatusAt(DateTimeOffset now, ClusterSilence allowed)
    {
        if (LastSeenAt is not { } seen) return ClusterStatus.Pending;
        var silence = now - seen;
        var expected = allowed.For(Heartbeat?.Interval ?? AgentHeartbeat.DefaultInterval);
        if (silence > expected.DisconnectedAfter) return ClusterStatus.Disconnected;
        return silence > expected.LaggingAfter ? ClusterStatus.Lagging : ClusterStatus.Connected;
    }
}

/// <summary>The single-use token with which a cluster's agent registers.</summary>
/// <param name="Id">The <see cref="AccessKey.Id"/>.</param>
/// <param name="ExpiresAt">The time from which it is refused.</param>
/// <param name="UsedAt">The time at which an agent was registered with it; null before.</param>
public sealed record RegistrationToken(string Id, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt = null);

/// <summary>
/// A rotation of the agent's token by the agent itself. The token of now stays valid until the agent has used the next one: a response
/// that is lost locks no agent out.
/// </summary>
/// <param name="RequestedAt">The time of the request.</param>
/// <param name="Grace">The time for which the token of now stays valid after the next one was used.</param>
/// <param name="NextTokenId">The <see cref="AccessKey.Id"/> of the token that was given to the agent; null before it asked.</param>
public sealed record RotationRequest(DateTimeOffset RequestedAt, TimeSpan Grace, string? NextTokenId = null);

/// <summary>An agent that was refused.</summary>
/// <param name="At">The time.</param>
/// <param name="Reason">The reason that the agent was given.</param>
public sealed record AgentRefusal(DateTimeOffset At, string Reason);

/// <summary>A token of a cluster's agent that was replaced.</summary>
/// <param name="Id">The <see cref="AccessKey.Id"/>.</param>
/// <param name="ExpiresAt">The end of its grace period.</param>
public sealed record EarlierToken(string Id, DateTimeOffset ExpiresAt);
