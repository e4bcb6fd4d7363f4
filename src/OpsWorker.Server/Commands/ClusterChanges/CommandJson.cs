using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Commands.ClusterChanges;

// What the API takes and answers, as far as these commands use it.
internal sealed record TargetToChange(string Kind, string Namespace, string Name);

internal sealed record CommandToRequest(
    string Cluster, CommandOperation Operation, TargetToChange Target, int? Replicas, string Reason);

internal sealed record DecisionToMake(string? Reason);

internal sealed record ShownCommand(
    string Id,
    string Cluster,
    CommandOperation Operation,
    ObjectReference Target,
    int? Replicas,
    CommandState State,
    CommandDecision Requested,
    ApprovalNeed Need,
    IReadOnlyList<CommandDecision>? Approvals,
    CommandDecision? BrokeGlass,
    CommandDecision? Rejection,
    CommandPreview? Preview,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Output);

internal sealed record CommandList(IReadOnlyList<ShownCommand> Items, string? Cursor);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommandToRequest))]
[JsonSerializable(typeof(DecisionToMake))]
[JsonSerializable(typeof(ShownCommand))]
[JsonSerializable(typeof(CommandList))]
internal sealed partial class CommandJson : JsonSerializerContext;
