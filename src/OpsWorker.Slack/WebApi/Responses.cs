using System.Text.Json;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Slack.WebApi;

/// <summary>The common part of Web API responses.</summary>
public abstract record SlackResponse
{
    /// <summary>True on success.</summary>
    public bool Ok { get; init; }

    /// <summary>The error code; null on success.</summary>
    public string? Error { get; init; }

    /// <summary>The missing scope, for a scope error.</summary>
    public string? Needed { get; init; }
}

/// <summary>The response of <c>chat.postMessage</c> and <c>chat.update</c>.</summary>
public sealed record MessageResponse : SlackResponse
{
    public string? Channel { get; init; }

    public string? Ts { get; init; }
}

/// <summary>The response of <c>conversations.history</c>.</summary>
public sealed record HistoryResponse : SlackResponse
{
    public IReadOnlyList<HistoryMessage>? Messages { get; init; }

    public ResponseMetadata? ResponseMetadata { get; init; }

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextCursor => string.IsNullOrEmpty(ResponseMetadata?.NextCursor) ? null : ResponseMetadata.NextCursor;
}

/// <summary>The response of <c>auth.test</c>.</summary>
public sealed record AuthTestResponse : SlackResponse
{
    public string? Team { get; init; }

    public string? User { get; init; }

    /// <summary>The scopes of the token, from the response's header; empty where Slack states none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}

/// <summary>A message of a channel's history or of a thread.</summary>
/// <param name="Ts">Identifies the message in its channel.</param>
/// <param name="Metadata">The metadata; null without any.</param>
public sealed record HistoryMessage(string? Ts, HistoryMetadata? Metadata)
{
    /// <summary>The incident of the message; null for other messages.</summary>
    public string? IncidentId => Find(MessageMetadata.IncidentEvent, "incident_id");

    /// <summary>The reply that the message is; null for other messages.</summary>
    public string? ReplyId => Find(MessageMetadata.ReplyEvent, "reply_id");

    /// <summary>The digest of the message; null for other messages.</summary>
    public string? DigestId => Find(MessageMetadata.DigestEvent, "digest_id");

    private string? Find(string eventType, string property) =>
        Metadata is { EventPayload: { ValueKind: JsonValueKind.Object } data } && Metadata.EventType == eventType
        && data.TryGetProperty(property, out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}

/// <summary>Metadata of a message of any app.</summary>
/// <param name="EventType">The type of the data.</param>
/// <param name="EventPayload">The data.</param>
public sealed record HistoryMetadata(string? EventType, JsonElement? EventPayload);

/// <summary>Metadata of a response.</summary>
/// <param name="NextCursor">The cursor of the next page; empty on the last.</param>
public sealed record ResponseMetadata(string? NextCursor);

/// <summary>The result of a call.</summary>
/// <typeparam name="T">The value of the method.</typeparam>
public abstract record SlackResult<T>
{
    private SlackResult()
    {
    }

    /// <summary>The call succeeded.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Done(T Value) : SlackResult<T>;

    /// <summary>The call failed or its outcome is unknown; it may be retried.</summary>
    /// <param name="Delay">The delay before a retry.</param>
    /// <param name="Reason">The reason, without secrets.</param>
    /// <param name="IsUndone">True if it is certain that Slack did not do what was asked.</param>
    public sealed record RetryAfter(TimeSpan Delay, string Reason, bool IsUndone = false) : SlackResult<T>;

    /// <summary>Slack refused the call; a retry would fail too.</summary>
    /// <param name="Error">Slack's code.</param>
    /// <param name="Reason">The reason and a remedy.</param>
    public sealed record Refused(string Error, string Reason) : SlackResult<T>;

    /// <summary>Converts to a notifier's result with its message.</summary>
    internal NotifierResult ToNotifierResult(Func<T, MessageReference> message) => this switch
    {
        Done done => new NotifierResult.Delivered(message(done.Value)),
        RetryAfter retry => new NotifierResult.RetryAfter(retry.Delay, retry.Reason, retry.IsUndone),
        Refused refused => new NotifierResult.Rejected(refused.Reason),
        _ => throw new InvalidOperationException("There is no other result."),
    };
}
