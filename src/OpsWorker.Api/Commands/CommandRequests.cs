using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Commands;

namespace OpsWorker.Api.Commands;

/// <summary>The object that a command changes.</summary>
/// <param name="Kind">The kind, as <c>Deployment</c>.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name.</param>
internal sealed record CommandTargetRequest(string? Kind, string? Namespace, string? Name);

/// <summary>A command that somebody wants.</summary>
/// <param name="Cluster">The cluster's name or id.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Target">The object.</param>
/// <param name="Replicas">The replicas of a scale.</param>
/// <param name="Reason">The reason, which approvers and the audit log see.</param>
internal sealed record AddCommandRequest(
    string? Cluster, CommandOperation? Operation, CommandTargetRequest? Target, int? Replicas, string? Reason);

/// <summary>The reason of a decision.</summary>
internal sealed record DecisionRequest(string? Reason);

/// <summary>The approval policies that take the place of the latest ones.</summary>
/// <param name="Version">The version that they were made from, 0 for none: a change in between is refused. Null for whichever.</param>
/// <param name="Policies">The policies in their order.</param>
internal sealed record PoliciesRequest(int? Version, IReadOnlyList<ApprovalPolicy>? Policies);

/// <summary>The approval policies.</summary>
/// <param name="Version">The version; 0 where there are none.</param>
/// <param name="ChangedAt">The time of the change.</param>
/// <param name="ChangedBy">The id of the key or person.</param>
/// <param name="Policies">The policies in their order.</param>
internal sealed record PoliciesResponse(
    int Version, DateTimeOffset? ChangedAt, string? ChangedBy, IReadOnlyList<ApprovalPolicy> Policies)
{
    public static PoliciesResponse Of(ApprovalPolicies? policies) =>
        new(policies?.Version ?? 0, policies?.ChangedAt, policies?.ChangedBy, policies?.Policies ?? []);
}

/// <summary>JSON contract of requests: a misspelt field is an error here, as it would change another object or widen a policy.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AddCommandRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(PoliciesRequest))]
internal sealed partial class CommandRequestJson : JsonSerializerContext;
