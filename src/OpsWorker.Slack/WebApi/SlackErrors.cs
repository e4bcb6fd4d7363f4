using System.Net;

namespace OpsWorker.Slack.WebApi;

/// <summary>
/// Slack's error codes with their retryability and remedies. Source: the methods' pages at docs.slack.dev.
/// </summary>
internal static class SlackErrors
{
    private static readonly HashSet<string> Retryable =
    [
        "ratelimited", "rate_limited", "message_limit_exceeded", "fatal_error", "internal_error", "request_timeout",
        "service_unavailable", "team_added_to_org", "rollup_error", "timeout",
    ];

    public static bool IsRetryable(string error) => Retryable.Contains(error);

    /// <summary><c>Slack refused chat.postMessage with not_in_channel: invite the app …</c>.</summary>
    public static string Explain(string method, string error, string channel, string? neededScope) =>
        $"Slack refused {method} with {error}: {Advice(error, channel, neededScope)}";

    private static string Advice(string error, string channel, string? neededScope) => error switch
    {
        "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive" =>
            "the bot token is not valid (any more); reinstall the app and set Slack:BotToken to its new bot token.",
        "not_allowed_token_type" => "this is not a bot token; set Slack:BotToken to the one that begins with xoxb-.",
        "missing_scope" or "no_permission" =>
            $"add the scope {neededScope ?? "chat:write"} to the app under OAuth & Permissions and reinstall it.",
        "channel_not_found" =>
            $"the app sees no channel {channel}; check Slack:Channel, and if the channel is private invite the app to it.",
        "not_in_channel" => $"invite the app to channel {channel} (/invite @OpsWorker in the channel).",
        "is_archived" or "channel_is_archived" =>
            $"channel {channel} is archived; unarchive it or set Slack:Channel to another.",
        "restricted_action" or "restricted_action_read_only_channel" or "ekm_access_denied" or "action_prohibited"
            or "access_denied" or "enterprise_is_restricted" or "team_access_not_granted" =>
            $"a setting of the workspace forbids the app to post in channel {channel}; ask its administrators.",
        "message_not_found" => "the message was deleted.",
        "cant_update_message" or "edit_window_closed" =>
            "a setting of the workspace forbids the app to edit its message; ask its administrators.",
        "msg_too_long" or "msg_blocks_too_long" or "invalid_blocks" or "invalid_blocks_format" or "invalid_payload"
            or "no_text" or "too_many_attachments" =>
            "the message has a form that Slack does not take; please report this as a bug.",
        "no_service" or "no_service_id" or "no_team" or "no_active_hooks" or "invalid_token" =>
            "the incoming webhook does not work (any more); create a new one and set Slack:WebhookUrl to it.",
        _ => "see the method's documentation at docs.slack.dev.",
    };

    /// <summary>The error code if it has the form of one; anything else may be a page of a proxy.</summary>
    public static string CodeOf(string? body, HttpStatusCode status)
    {
        const int longestCode = 60;
        return body is { Length: > 0 and <= longestCode } && body.All(IsCodeCharacter)
            ? body
            : FormattableString.Invariant($"http_status_{(int)status}");
    }

    private static bool IsCodeCharacter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_';
}
