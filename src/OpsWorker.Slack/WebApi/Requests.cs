using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.WebApi;

/// <summary>The body of <c>chat.postMessage</c>.</summary>
public sealed record PostMessageRequest
{
    /// <summary>The channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>The text for notifications.</summary>
    public required string Text { get; init; }

    /// <summary>What people see.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>What programs see.</summary>
    public MessageMetadata? Metadata { get; init; }

    /// <summary>The message that this one answers; null for a message of its own.</summary>
    public string? ThreadTs { get; init; }

    /// <summary><c>none</c>: addresses and names in the text stay plain text.</summary>
    public string Parse { get; } = "none";

    /// <summary>Whether Slack adds previews of links.</summary>
    public bool UnfurlLinks { get; }

    /// <summary>Whether Slack adds previews of pictures and films.</summary>
    public bool UnfurlMedia { get; }
}

/// <summary>The body of <c>chat.update</c>.</summary>
public sealed record UpdateMessageRequest
{
    /// <summary>The channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>The message.</summary>
    public required string Ts { get; init; }

    /// <summary>The text for notifications.</summary>
    public required string Text { get; init; }

    /// <summary>What people see.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>What programs see.</summary>
    public MessageMetadata? Metadata { get; init; }

    /// <summary><c>none</c>: addresses and names stay plain text, which is not this method's default.</summary>
    public string Parse { get; } = "none";
}

/// <summary>The body of a post to an incoming webhook, whose address names the channel.</summary>
/// <param name="Text">The text for notifications.</param>
/// <param name="Blocks">What people see.</param>
public sealed record WebhookRequest(string Text, IReadOnlyList<Block> Blocks)
{
    /// <summary>Whether Slack adds previews of links.</summary>
    public bool UnfurlLinks { get; }

    /// <summary>Whether Slack adds previews of pictures and films.</summary>
    public bool UnfurlMedia { get; }
}

/// <summary>What <c>conversations.history</c> is asked.</summary>
public sealed record HistoryRequest
{
    /// <summary>The channel's id; a name is not understood.</summary>
    public required string Channel { get; init; }

    /// <summary>No messages from before.</summary>
    public required DateTimeOffset Oldest { get; init; }

    /// <summary>How many messages at most, up to 999.</summary>
    public required int Limit { get; init; }

    /// <summary>Where to go on, from the answer before; null to begin.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Data that a message carries for programs.</summary>
/// <param name="EventType">What the data is.</param>
/// <param name="EventPayload">The data.</param>
public sealed record MessageMetadata(string EventType, MessagePayload EventPayload)
{
    /// <summary>The event type of incidents' messages.</summary>
    public const string IncidentEvent = "opsworker_incident";

    /// <summary>The event type of digests.</summary>
    public const string DigestEvent = "opsworker_digest";

    /// <summary>The metadata of an incident's message.</summary>
    public static MessageMetadata ForIncident(string incidentId) => new(IncidentEvent, new MessagePayload { IncidentId = incidentId });

    /// <summary>The metadata of a digest.</summary>
    public static MessageMetadata ForDigest(string digestId) => new(DigestEvent, new MessagePayload { DigestId = digestId });
}

/// <summary>Names what a message is about.</summary>
public sealed record MessagePayload
{
    /// <summary>The incident; null in other messages.</summary>
    public string? IncidentId { get; init; }

    /// <summary>The digest; null in other messages.</summary>
    public string? DigestId { get; init; }
}
