using System.Text.Json.Serialization;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Clusters;

/// <summary>A batch of queries for a cluster's agent, on the queue <c>commands-{cluster}</c>.</summary>
public sealed record AgentCommand
{
    /// <summary>Identifies the batch; the answer repeats it.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster that is asked.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The investigation that asks.</summary>
    public required string InvestigationId { get; init; }

    /// <summary>The entry of its journal that the answer completes.</summary>
    public required int EntryNumber { get; init; }

    /// <summary>The queries, in order.</summary>
    public required IReadOnlyList<Query> Queries { get; init; }

    /// <summary>The time of sending, from which the agent computes its queue lag.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The time after which an answer is discarded.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Presigned address for an answer that is too large for a message.</summary>
    public required Uri UploadUrl { get; init; }

    /// <summary>The evidence key under which <see cref="UploadUrl"/> stores the answer.</summary>
    public required string UploadKey { get; init; }
}

/// <summary>A message of an agent, or of an Operator, on the queue <c>results</c>. Exactly one of the parts is present.</summary>
public sealed record AgentMessage
{
    /// <summary>An answer to a command.</summary>
    public AgentResult? Result { get; init; }

    /// <summary>A heartbeat.</summary>
    public AgentHeartbeat? Heartbeat { get; init; }

    /// <summary>A report of the cluster's Operator.</summary>
    public OperatorReport? Operator { get; init; }

    /// <summary>The cluster that the message claims to come from; null if no part is present.</summary>
    [JsonIgnore]
    public string? ClusterId => Result?.ClusterId ?? Heartbeat?.ClusterId ?? Operator?.ClusterId;

    /// <summary>The name by which the queues' service authenticates the sender; null if no part is present.</summary>
    [JsonIgnore]
    public string? Sender => Operator is null ? ClusterId : OperatorReport.SenderOf(Operator.ClusterId);
}

/// <summary>An agent's answer to a command.</summary>
public sealed record AgentResult
{
    /// <summary>The largest answer that travels in the message, in bytes as compressed; a larger one is uploaded.</summary>
    public const int MaxInlineBytes = 200 * 1024;

    /// <summary>The command's id.</summary>
    public required string CommandId { get; init; }

    /// <summary>The cluster that answers.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The investigation that asked.</summary>
    public required string InvestigationId { get; init; }

    /// <summary>The entry of its journal that is completed.</summary>
    public required int EntryNumber { get; init; }

    /// <summary>The agent's version.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>The answers, as <see cref="QueryResultsCodec"/> packs them; null where they were uploaded.</summary>
    public byte[]? Content { get; init; }
}
