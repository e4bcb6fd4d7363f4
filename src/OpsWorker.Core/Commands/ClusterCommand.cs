using OpsWorker.Core.Access;
using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Commands;

/// <summary>The state of a command.</summary>
public enum CommandState
{
    /// <summary>Requested: its dry run or its approvals are missing.</summary>
    Pending,

    /// <summary>Approved, and on its way to the cluster's Operator.</summary>
    Approved,

    /// <summary>The Operator is executing it.</summary>
    Executing,

    /// <summary>The change was made.</summary>
    Completed,

    /// <summary>No change was made, or it is not known that one was; <see cref="ClusterCommand.Output"/> states the reason.</summary>
    Failed,

    /// <summary>Rejected by an approver, or withdrawn by its requester.</summary>
    Rejected,

    /// <summary>Not executed before <see cref="ClusterCommand.ExpiresAt"/>.</summary>
    Expired,
}

/// <summary>A person's decision about a command.</summary>
/// <param name="Subject">The <see cref="Principal.Subject"/>.</param>
/// <param name="By">The person, for people.</param>
/// <param name="At">The time.</param>
/// <param name="Reason">The reason; null where none was given.</param>
public sealed record CommandDecision(string Subject, Actor By, DateTimeOffset At, string? Reason = null);

/// <summary>The approvals that a command needs.</summary>
/// <param name="Count">The number of different people; 0 if it needs none.</param>
/// <param name="Role">The least role of an approver.</param>
/// <param name="BreakGlass">The least role of a person who may skip the approvals; null for nobody.</param>
/// <param name="Policy">The id of the <see cref="ApprovalPolicy"/>; null for the default.</param>
public sealed record ApprovalNeed(int Count, AccessRole Role, AccessRole? BreakGlass, string? Policy);

/// <summary>The result of a command's dry run in the cluster: what its approvers see and what they approve.</summary>
/// <param name="ResourceVersion">The object's version at the dry run.</param>
/// <param name="ObjectState">
/// An opaque text that changes with the object's specification and not with its status. The command is executed only while it is the same.
/// </param>
/// <param name="Diff">The changed fields, one a line: <c>spec.replicas: 3 -> 5</c>.</param>
/// <param name="Warnings">What approvers should know, such as an autoscaler that sets the replicas too.</param>
/// <param name="At">The time.</param>
public sealed record CommandPreview(
    string ResourceVersion, string ObjectState, IReadOnlyList<string> Diff, IReadOnlyList<string> Warnings, DateTimeOffset At);

/// <summary>A requested change of one object of a cluster.</summary>
/// <remarks>Optional collections have a setter, so that JSON without them leaves the default.</remarks>
public sealed record ClusterCommand
{
    /// <summary>The time from request to expiry: an hour.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Maximum length of a reason.</summary>
    public const int MaxReason = 500;

    /// <summary>Maximum number of replicas.</summary>
    public const int MaxReplicas = 10_000;

    /// <summary>Maximum length of <see cref="Output"/>.</summary>
    public const int MaxOutput = 4000;

    /// <summary><c>cmd_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The cluster's id.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The cluster's name at the request.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The operation.</summary>
    public required CommandOperation Operation { get; init; }

    /// <summary>The object; it has a namespace.</summary>
    public required ObjectReference Target { get; init; }

    /// <summary>The wanted replicas of <see cref="CommandOperation.Scale"/>, 0 to <see cref="MaxReplicas"/>; null for others.</summary>
    public int? Replicas { get; init; }

    /// <summary>The requester, with the reason.</summary>
    public required CommandDecision Requested { get; init; }

    /// <summary>The time after which it is not executed any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The state.</summary>
    public required CommandState State { get; init; }

    /// <summary>The approvals that it needs.</summary>
    public required ApprovalNeed Need { get; init; }

    /// <summary>The dry run; null before it.</summary>
    public CommandPreview? Preview { get; init; }

    /// <summary>The approvals so far, oldest first.</summary>
    public IReadOnlyList<CommandDecision> Approvals { get; set; } = [];

    /// <summary>The person who skipped the approvals, with the reason; null for nobody.</summary>
    public CommandDecision? BrokeGlass { get; init; }

    /// <summary>The rejection; null without one.</summary>
    public CommandDecision? Rejection { get; init; }

    /// <summary>The time of the last message about it to the Operator.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The time at which the Operator began; null before it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time of its end; null before it.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The result in words; null before it.</summary>
    public string? Output { get; init; }

    /// <summary>The version of the record, incremented by each update and compared by the next.</summary>
    public int Version { get; init; } = 1;

    /// <summary>True while it can still be executed or its result is missing.</summary>
    public bool IsOpen => State is CommandState.Pending or CommandState.Approved or CommandState.Executing;
}
