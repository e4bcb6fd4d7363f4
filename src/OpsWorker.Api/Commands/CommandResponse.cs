using OpsWorker.Core.Commands;
using OpsWorker.Core.Findings;

namespace OpsWorker.Api.Commands;

/// <summary>A command with its dry run, its decisions and its result.</summary>
internal sealed record CommandResponse(
    string Id,
    string ClusterId,
    string Cluster,
    CommandOperation Operation,
    ObjectReference Target,
    int? Replicas,
    CommandState State,
    CommandDecision Requested,
    ApprovalNeed Need,
    IReadOnlyList<CommandDecision> Approvals,
    CommandDecision? BrokeGlass,
    CommandDecision? Rejection,
    CommandPreview? Preview,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Output)
{
    public static CommandResponse Of(ClusterCommand command) => new(
        command.Id,
        command.ClusterId,
        command.ClusterName,
        command.Operation,
        command.Target,
        command.Replicas,
        command.State,
        command.Requested,
        command.Need,
        command.Approvals,
        command.BrokeGlass,
        command.Rejection,
        command.Preview,
        command.ExpiresAt,
        command.StartedAt,
        command.EndedAt,
        command.Output);
}
