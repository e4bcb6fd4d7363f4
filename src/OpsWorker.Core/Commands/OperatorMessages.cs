using System.Text.Json.Serialization;
using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Commands;

/// <summary>The order in a message to an Operator.</summary>
public enum OperatorOrder
{
    /// <summary>A dry run: the API server computes the change and stores nothing.</summary>
    Preview,

    /// <summary>The change.</summary>
    Execute,
}

/// <summary>
/// An order to the Operator of one cluster: the payload of a <see cref="SignedCommand"/>. Everything on which its execution depends is
/// in it, so the signature covers it.
/// </summary>
public sealed record OperatorCommand
{
    /// <summary>The id of the <see cref="ClusterCommand"/>; it is executed at most once.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster; an Operator refuses an order for another one.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The order.</summary>
    public required OperatorOrder Order { get; init; }

    /// <summary>The operation.</summary>
    public required CommandOperation Operation { get; init; }

    /// <summary>The object.</summary>
    public required ObjectReference Target { get; init; }

    /// <summary>See <see cref="ClusterCommand.Replicas"/>.</summary>
    public int? Replicas { get; init; }

    /// <summary>See <see cref="CommandPreview.ResourceVersion"/>; required to execute.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>See <see cref="CommandPreview.ObjectState"/>; required to execute.</summary>
    public string? ObjectState { get; init; }

    /// <summary>The people who requested and approved it, for the Event on the object.</summary>
    public required string Note { get; init; }

    /// <summary>The time after which it is refused.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A signed order, on the queue <c>operator-{cluster}</c>.</summary>
/// <param name="Payload">The <see cref="OperatorCommand"/> as JSON, exactly as it was signed.</param>
/// <param name="Signature">See <see cref="CommandSignature"/>.</param>
public sealed record SignedCommand([property: JsonRequired] string Payload, [property: JsonRequired] byte[] Signature);

/// <summary>The state that an Operator reports of itself.</summary>
public sealed record OperatorStatus
{
    /// <summary>The Operator's version.</summary>
    public required string Version { get; init; }

    /// <summary>The capabilities that are switched on, of <see cref="OperatorCapabilities"/>.</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = [];

    /// <summary>Namespaces whose objects it changes; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; set; } = [];

    /// <summary>The <see cref="CommandSignature.KeyId"/> of the key that it pinned.</summary>
    public required string KeyId { get; init; }
}

/// <summary>The outcome of an order.</summary>
public enum OperatorOutcome
{
    /// <summary>The dry run succeeded; <see cref="OperatorReport.Preview"/> has its result.</summary>
    Previewed,

    /// <summary>The execution begins.</summary>
    Started,

    /// <summary>The change was made, now or at an earlier delivery.</summary>
    Completed,

    /// <summary>The order was refused or failed; nothing was changed by this delivery.</summary>
    Failed,
}

/// <summary>A message of an Operator on the queue <c>results</c>: about itself, or about an order.</summary>
public sealed record OperatorReport
{
    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The Operator's state; null in a report about an order.</summary>
    public OperatorStatus? Status { get; init; }

    /// <summary>The command; null in a report about the Operator.</summary>
    public string? CommandId { get; init; }

    /// <summary>The outcome; null in a report about the Operator.</summary>
    public OperatorOutcome? Outcome { get; init; }

    /// <summary>The dry run of <see cref="OperatorOutcome.Previewed"/>.</summary>
    public CommandPreview? Preview { get; init; }

    /// <summary>The result in words.</summary>
    public string? Output { get; init; }

    /// <summary>The name by which the queues' service authenticates a cluster's Operator, beside that of its agent.</summary>
    public static string SenderOf(string clusterId) => clusterId + SenderSuffix;

    /// <summary>The end of an Operator's name.</summary>
    public const string SenderSuffix = ".operator";
}
