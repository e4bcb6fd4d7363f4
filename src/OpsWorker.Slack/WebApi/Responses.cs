using System.Text.Json;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Slack.WebApi;

/// <summary>What every method of the Web API answers.</summary>
public abstract record SlackResponse
{
    /// <summary>Whether it was done.</summary>
    public bool Ok { get; init; }

    /// <summary>Why not, as a code.</summary>
    public string? Error { get; init; }

    /// <summary>The scope that the token lacks, where that is the error.</summary>
    public string? Needed { get; init; }
}

/// <summary>The answer to <c>chat.postMessage</c> and <c>chat.update</c>.</summary>
public sealed record MessageResponse : SlackResponse
{
    /// <summary>The channel's id.</summary>
    public string? Channel { get; init; }

    /// <summary>The message.</summary>
    public string? Ts { get; init; }
}

/// <summary>The answer to <c>conversations.history</c>.</summary>
public sealed record HistoryResponse : SlackResponse
{
    /// <summary>The messages.</summary>
    public IReadOnlyList<HistoryMessage>? Messages { get; init; }

    /// <summary>Where to go on.</summary>
    public ResponseMetadata? ResponseMetadata { get; init; }

    /// <summary>Where to go on; null where that was all.</summary>
    public string? NextCursor => string.IsNullOrEmpty(ResponseMetadata?.NextCursor) ? null : ResponseMetadata.NextCursor;
}

/// <summary>A message of a channel.</summary>
/// <param name="Ts">Which it is.</param>
/// <param name="Metadata">What it carries for programs.</param>
public sealed record HistoryMessage(string? Ts, HistoryMetadata? Metadata)
{
    /// <summary>The incident that the message is about, where it is a message of ours about one.</summary>
    public string? IncidentId => Find(MessageMetadata.IncidentEvent, "incident_id");

    /// <summary>The digest that the message is, where it is one of ours.</summary>
    public string? DigestId => Find(MessageMetadata.DigestEvent, "digest_id");

    private string? Find(string eventType, string property) =>
        Metadata is { EventPayload: { ValueKind: JsonValueKind.Object } data } && Metadata.EventType == eventType
        && data.TryGetProperty(property, out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}

/// <summary>Data that a message of any app carries, in whatever form.</summary>
/// <param name="EventType">What the data is.</param>
/// <param name="EventPayload">The data.</param>
public sealed record HistoryMetadata(string? EventType, JsonElement? EventPayload);

/// <summary>What an answer says about itself.</summary>
/// <param name="NextCursor">Where to go on; empty where that was all.</param>
public sealed record ResponseMetadata(string? NextCursor);

/// <summary>What became of a call.</summary>
/// <typeparam name="T">What the method gives.</typeparam>
public abstract record SlackResult<T>
{
    private SlackResult()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Value">What it gives.</param>
    public sealed record Done(T Value) : SlackResult<T>;

    /// <summary>It was not done, or nobody knows whether it was; it may be tried again.</summary>
    /// <param name="Delay">How much later.</param>
    /// <param name="Reason">Why, without any secret.</param>
    public sealed record RetryAfter(TimeSpan Delay, string Reason) : SlackResult<T>;

    /// <summary>Slack refuses it, and will again.</summary>
    /// <param name="Error">Slack's code.</param>
    /// <param name="Reason">What is wrong and what a person should do.</param>
    public sealed record Refused(string Error, string Reason) : SlackResult<T>;

    /// <summary>The same for a notifier, with the message that it is about.</summary>
    internal NotifierResult ToNotifierResult(Func<T, MessageReference> message) => this switch
    {
        Done done => new NotifierResult.Delivered(message(done.Value)),
        RetryAfter retry => new NotifierResult.RetryAfter(retry.Delay, retry.Reason),
        Refused refused => new NotifierResult.Rejected(refused.Reason),
        _ => throw new InvalidOperationException("There is no other result."),
    };
}
