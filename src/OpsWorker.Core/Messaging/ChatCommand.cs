using System.Text.Json.Serialization;
using OpsWorker.Core.Findings;

namespace OpsWorker.Core.Messaging;

/// <summary>The operations that people ask for in a chat.</summary>
public enum ChatOperation
{
    /// <summary>Lists the commands.</summary>
    Help,

    /// <summary>Lists the open incidents.</summary>
    Incidents,

    /// <summary>Shows one incident.</summary>
    Show,

    /// <summary>Acknowledges the incident.</summary>
    Acknowledge,

    /// <summary>Investigates the incident again.</summary>
    Investigate,

    /// <summary>Silences the incident.</summary>
    Silence,

    /// <summary>Rates the report as right.</summary>
    Helpful,

    /// <summary>Rates the report as wrong.</summary>
    NotHelpful,
}

/// <summary>
/// A person asks in a chat for an operation. The chat service got its answer once this was queued; the result follows by
/// <see cref="ReplyTo"/>.
/// </summary>
public sealed record ChatCommand
{
    /// <summary>The organisation that the chat acts for.</summary>
    [JsonRequired]
    public required OrganisationId Organisation { get; init; }

    /// <summary>The operation.</summary>
    public required ChatOperation Operation { get; init; }

    /// <summary>The person.</summary>
    public required Actor By { get; init; }

    /// <summary>The time of the request; repeated deliveries have the same.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The incident; null for <see cref="ChatOperation.Incidents"/>.</summary>
    public string? IncidentId { get; init; }

    /// <summary>The length of a silence; null until the resolution.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>The right cause of a report that is rated as wrong; null where none was named.</summary>
    public CauseCode? RightCause { get; init; }

    /// <summary>
    /// The workspace that the person acts in; null for the whole organisation, empty where the place of the request has none.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>The place for the result.</summary>
    public required ChatReplyTo ReplyTo { get; init; }
}

/// <summary>The place for the result of a command: an address that the chat service gave, or a channel.</summary>
/// <param name="Url">The address, which works for a short time; a secret. Null for a message in the channel.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Thread">The message to reply to; null for a message of its own.</param>
public sealed record ChatReplyTo(string? Url, string? Channel = null, string? Thread = null);
