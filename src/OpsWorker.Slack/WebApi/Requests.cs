using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.WebApi;

/// <summary>The body of <c>chat.postMessage</c>.</summary>
public sealed record PostMessageRequest
{
    public required string Channel { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }

    public MessageMetadata? Metadata { get; init; }

    /// <summary>The parent message of a reply; null for a top-level message.</summary>
    public string? ThreadTs { get; init; }

    /// <summary><c>none</c>: addresses and names in the text stay plain text.</summary>
    public string Parse { get; } = "none";

    /// <summary>True to add previews of links.</summary>
    public bool UnfurlLinks { get; }

    /// <summary>True to add previews of media.</summary>
    public bool UnfurlMedia { get; }
}

/// <summary>The body of <c>chat.update</c>.</summary>
public sealed record UpdateMessageRequest
{
    public required string Channel { get; init; }

    public required string Ts { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }

    public MessageMetadata? Metadata { get; init; }

    /// <summary><c>none</c>: addresses and names stay plain text, which is not the default of this method.</summary>
    public string Parse { get; } = "none";
}

/// <summary>The body of a post to an incoming webhook, whose address names the channel.</summary>
/// <param name="Text">The fallback text for notifications.</param>
/// <param name="Blocks">The content.</param>
public sealed record WebhookRequest(string Text, IReadOnlyList<Block> Blocks)
{
    /// <summary>True to add previews of links.</summary>
    public bool UnfurlLinks { get; }

    /// <summary>True to add previews of media.</summary>
    public bool UnfurlMedia { get; }
}

/// <summary>The parameters of <c>conversations.history</c> and, with a thread, of <c>conversations.replies</c>.</summary>
public sealed record HistoryRequest
{
    /// <summary>The channel's id, not its name.</summary>
    public required string Channel { get; init; }

    /// <summary>The message whose thread is read; null for the messages of the channel.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>The earliest time of messages.</summary>
    public required DateTimeOffset Oldest { get; init; }

    /// <summary>Maximum number of messages, up to 999.</summary>
    public required int Limit { get; init; }

    /// <summary>The cursor of the previous response; null for the first page.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Metadata of a message.</summary>
/// <param name="EventType">The type of the data.</param>
/// <param name="EventPayload">The data.</param>
public sealed record MessageMetadata(string EventType, MessagePayload EventPayload)
{
    /// <summary>The event type of incidents' messages.</summary>
    public const string IncidentEvent = "opsworker_incident";

    /// <summary>The event type of digests.</summary>
    public const string DigestEvent = "opsworker_digest";

    /// <summary>The event type of replies.</summary>
    public const string ReplyEvent = "opsworker_reply";

    /// <summary>The metadata of a reply.</summary>
    public static MessageMetadata ForReply(string replyId) => new(ReplyEvent, new MessagePayload { ReplyId = replyId });

    /// <summary>The metadata of an incident's message.</summary>
    public static MessageMetadata ForIncident(string incidentId) => new(IncidentEvent, new MessagePayload { IncidentId = incidentId });

    /// <summary>The metadata of a digest.</summary>
    public static MessageMetadata ForDigest(string digestId) => new(DigestEvent, new MessagePayload { DigestId = digestId });
}

/// <summary>Identifies the incident or digest of a message.</summary>
public sealed record MessagePayload
{
    /// <summary>The incident; null in other messages.</summary>
    public string? IncidentId { get; init; }

    /// <summary>The reply; null in other messages.</summary>
    public string? ReplyId { get; init; }

    /// <summary>The digest; null in other messages.</summary>
    public string? DigestId { get; init; }
}
