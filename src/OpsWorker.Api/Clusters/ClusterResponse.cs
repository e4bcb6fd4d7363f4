using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>A cluster with its status.</summary>
internal sealed record ClusterResponse(
    string Id,
    string Name,
    string? DisplayName,
    string? Provider,
    string? Region,
    string? Environment,
    string? Workspace,
    IReadOnlyDictionary<string, string> Labels,
    DateTimeOffset CreatedAt,
    ClusterStatus Status,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? RotationRequestedAt,
    string? AgentVersion,
    AgentResponse? Agent,
    bool? IsAgentBehind,
    double? HeartbeatLatencySeconds,
    double? ClockSkewSeconds,
    AgentRefusal? Refusal,
    UptimeResponse Uptime)
{
    public static ClusterResponse Of(Cluster cluster, DateTimeOffset now, ClusterSilence allowed) => new(
        cluster.Id,
        cluster.Name,
        cluster.DisplayName,
        cluster.Provider,
        cluster.Region,
        cluster.Environment,
        cluster.Workspace,
        cluster.Labels,
        cluster.CreatedAt,
        cluster.StatusAt(now, allowed),
        cluster.LastSeenAt,
        cluster.Rotation?.RequestedAt,
        cluster.AgentVersion,
        cluster.Heartbeat is { } heartbeat ? AgentResponse.Of(heartbeat) : null,
        AgentVersions.IsBehind(cluster.AgentVersion),
        cluster.HeartbeatLatency?.TotalSeconds,
        cluster.ClockSkew?.TotalSeconds,
        cluster.Refusal,
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

/// <summary>A new cluster with its two tokens, which are shown only once: its agent takes one of them.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="RegistrationToken">The token that the agent exchanges for one of its own; for one agent and one hour.</param>
/// <param name="RegistrationTokenExpiresAt">The end of the registration token.</param>
/// <param name="InstallCommand">The Helm command that installs the agent with the registration token.</param>
/// <param name="Commands">Other ways to install it.</param>
/// <param name="Token">A token that is given to the agent by hand; it ends when an agent registers, unless it was used before.</param>
/// <param name="HelmCommand">The Helm command that installs the agent with the token by hand.</param>
internal sealed record AddedClusterResponse(
    ClusterResponse Cluster,
    string RegistrationToken,
    DateTimeOffset RegistrationTokenExpiresAt,
    string InstallCommand,
    InstallCommandsResponse Commands,
    string Token,
    string HelmCommand);

/// <summary>A registration token, which is shown only once.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="RegistrationToken">The token that the agent exchanges for one of its own; for one agent and one hour.</param>
/// <param name="RegistrationTokenExpiresAt">The end of the registration token.</param>
/// <param name="InstallCommand">The Helm command that installs the agent with the registration token.</param>
/// <param name="Commands">Other ways to install it.</param>
internal sealed record RegistrationTokenResponse(
    ClusterResponse Cluster,
    string RegistrationToken,
    DateTimeOffset RegistrationTokenExpiresAt,
    string InstallCommand,
    InstallCommandsResponse Commands);

/// <summary>Commands that install the agent; each contains the registration token.</summary>
/// <param name="Helm">By the chart.</param>
/// <param name="Kubectl">By manifests that Helm writes and kubectl applies.</param>
/// <param name="Environment">The agent's program with environment variables only.</param>
internal sealed record InstallCommandsResponse(string Helm, string Kubectl, string Environment);

/// <summary>A token of a cluster's agent that was rotated.</summary>
/// <param name="Cluster">The cluster; its <c>rotationRequestedAt</c> is set where the agent was asked to rotate its token itself.</param>
/// <param name="Token">The new token, shown only once; null where the agent was asked.</param>
/// <param name="HelmCommand">The command that installs the agent with it; null where the agent was asked.</param>
/// <param name="PreviousTokenExpiresAt">The expiry of the previous token; null where the agent was asked.</param>
internal sealed record ClusterTokenResponse(
    ClusterResponse Cluster, string? Token = null, string? HelmCommand = null, DateTimeOffset? PreviousTokenExpiresAt = null);
