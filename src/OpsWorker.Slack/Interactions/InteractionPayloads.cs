using System.Text.Json;

namespace OpsWorker.Slack.Interactions;

/// <summary>The payload of an interaction, as far as it is used.</summary>
internal sealed record InteractionPayload
{
    /// <summary><c>block_actions</c> for buttons and menus.</summary>
    public string? Type { get; init; }

    public SlackUser? User { get; init; }

    /// <summary>The channel of the message; missing in some payloads.</summary>
    public SlackChannel? Channel { get; init; }

    public InteractionContainer? Container { get; init; }

    public string? TriggerId { get; init; }

    public string? ResponseUrl { get; init; }

    public IReadOnlyList<InteractionAction>? Actions { get; init; }
}

/// <summary>A member of the workspace.</summary>
/// <param name="Id">The id.</param>
/// <param name="Username">The name; <paramref name="Name"/> in some payloads.</param>
/// <param name="Name">The name.</param>
internal sealed record SlackUser(string? Id, string? Username, string? Name);

/// <summary>A channel.</summary>
/// <param name="Id">The id.</param>
internal sealed record SlackChannel(string? Id);

/// <summary>The place of the element.</summary>
/// <param name="ChannelId">The channel's id.</param>
internal sealed record InteractionContainer(string? ChannelId);

/// <summary>A button that was pressed, or a menu's choice.</summary>
/// <param name="ActionId">The element.</param>
/// <param name="ActionTs">The time, unique for the person's action.</param>
/// <param name="Value">The value of a button.</param>
/// <param name="SelectedOption">The choice of a menu.</param>
internal sealed record InteractionAction(string? ActionId, string? ActionTs, string? Value, SelectedOption? SelectedOption);

/// <summary>The choice of a menu.</summary>
/// <param name="Value">Its value.</param>
internal sealed record SelectedOption(string? Value);

/// <summary>The envelope of an event.</summary>
internal sealed record EventPayload
{
    /// <summary><c>url_verification</c> or <c>event_callback</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The text to send back for a verification.</summary>
    public string? Challenge { get; init; }

    public string? EventId { get; init; }

    public JsonElement? Event { get; init; }
}

/// <summary>The event of a mention.</summary>
internal sealed record MentionEvent
{
    public string? Type { get; init; }

    public string? User { get; init; }

    public string? BotId { get; init; }

    public string? Text { get; init; }

    public string? Channel { get; init; }

    public string? Ts { get; init; }

    public string? ThreadTs { get; init; }
}

/// <summary>The answer to the verification of an address.</summary>
/// <param name="Challenge">The text that Slack sent.</param>
internal sealed record ChallengeAnswer(string Challenge);

/// <summary>A message that only the person sees.</summary>
/// <param name="Text">The text.</param>
internal sealed record EphemeralAnswer(string Text)
{
    public string ResponseType { get; } = "ephemeral";
}
