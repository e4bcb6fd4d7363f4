using OpsWorker.Core.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>A cluster with its status.</summary>
internal sealed record ClusterResponse(
    string Id,
    string Name,
    string? DisplayName,
    string? Provider,
    string? Region,
    string? Environment,
    IReadOnlyDictionary<string, string> Labels,
    DateTimeOffset CreatedAt,
    ClusterStatus Status,
    DateTimeOffset? LastSeenAt,
    string? AgentVersion,
    AgentResponse? Agent,
    UptimeResponse Uptime)
{
    public static ClusterResponse Of(Cluster cluster, DateTimeOffset now, ClusterSilence allowed) => new(
        cluster.Id,
        cluster.Name,
        cluster.DisplayName,
        cluster.Provider,
        cluster.Region,
        cluster.Environment,
        cluster.Labels,
        cluster.CreatedAt,
        cluster.StatusAt(now, allowed),
        cluster.LastSeenAt,
        cluster.AgentVersion,
        cluster.Heartbeat is { } heartbeat ? AgentResponse.Of(heartbeat) : null,
        UptimeResponse.Of(cluster, now));
}

/// <summary>The agent's last heartbeat.</summary>
internal sealed record AgentResponse(
    IReadOnlyList<string> Capabilities, AgentLimits? Limits, long Masked, long Answered, double? QueueLagSeconds)
{
    public static AgentResponse Of(AgentHeartbeat heartbeat) => new(
        heartbeat.Capabilities, heartbeat.Limits, heartbeat.Masked, heartbeat.Answered, heartbeat.QueueLag?.TotalSeconds);
}

/// <summary>Uptime of the agent, from 0 to 1; null before its first message.</summary>
internal sealed record UptimeResponse(double? Last24Hours, double? Last7Days, double? Last30Days)
{
    public static UptimeResponse Of(Cluster cluster, DateTimeOffset now) => new(
        Core.Clusters.Uptime.Of(cluster, now, TimeSpan.FromHours(24)),
        Core.Clusters.Uptime.Of(cluster, now, TimeSpan.FromDays(7)),
        Core.Clusters.Uptime.Of(cluster, now, TimeSpan.FromDays(30)));
}

/// <summary>The organisation's clusters, in order of name.</summary>
internal sealed record ClusterListResponse(IReadOnlyList<ClusterResponse> Items);

/// <summary>A cluster with its agent's token, which is shown only once.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Token">The token.</param>
/// <param name="HelmCommand">The command that installs the agent; contains the token.</param>
/// <param name="PreviousTokenExpiresAt">The expiry of the previous token; null without one.</param>
internal sealed record ClusterTokenResponse(
    ClusterResponse Cluster, string Token, string HelmCommand, DateTimeOffset? PreviousTokenExpiresAt = null);
