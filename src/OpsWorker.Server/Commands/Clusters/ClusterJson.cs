using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Server.Commands.Clusters;

// What the API takes and answers, as far as these commands use it.
internal sealed record ClusterToAdd(
    string Name,
    string? DisplayName,
    string? Provider,
    string? Region,
    string? Environment,
    IReadOnlyDictionary<string, string> Labels,
    string? Workspace);

internal sealed record TokenToRotate(double? GraceHours, bool? RevokeSessions, bool? Manual);

internal sealed record ClusterList(IReadOnlyList<ShownCluster> Items);

internal sealed record ShownCluster(
    string Id,
    string Name,
    string? DisplayName,
    string? Provider,
    string? Region,
    string? Environment,
    IReadOnlyDictionary<string, string>? Labels,
    ClusterStatus Status,
    DateTimeOffset? LastSeenAt,
    DateTimeOffset? RotationRequestedAt,
    string? AgentVersion,
    ShownAgent? Agent,
    bool? IsAgentBehind,
    double? HeartbeatLatencySeconds,
    double? ClockSkewSeconds,
    AgentRefusal? Refusal,
    ShownUptime Uptime);

internal sealed record ShownAgent(
    IReadOnlyList<string> Capabilities, AgentLimits? Limits, long Masked, long Answered, double? QueueLagSeconds);

internal sealed record ShownUptime(double? Last24Hours, double? Last7Days, double? Last30Days);

internal sealed record ShownToken(
    ShownCluster Cluster,
    string? Token,
    string? HelmCommand,
    DateTimeOffset? PreviousTokenExpiresAt,
    string? RegistrationToken,
    DateTimeOffset? RegistrationTokenExpiresAt,
    string? InstallCommand);

internal sealed record ServerProblem(string? Detail, string? Field);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Iso8601DurationConverter)])]
[JsonSerializable(typeof(ClusterToAdd))]
[JsonSerializable(typeof(TokenToRotate))]
[JsonSerializable(typeof(ClusterList))]
[JsonSerializable(typeof(ShownToken))]
[JsonSerializable(typeof(ShownCluster))]
[JsonSerializable(typeof(ServerProblem))]
internal sealed partial class ClusterJson : JsonSerializerContext;
