using System.Text.RegularExpressions;

namespace OpsWorker.Slack.Rendering;

/// <summary>A mention: of a member, a user group, or everybody in the channel.</summary>
internal static partial class Mention
{
    private const string NoMention = "none";

    /// <summary>The mention in Slack's syntax with a space behind it; empty where there is none, or the text is none.</summary>
    public static string Of(string? text) => text switch
    {
        null or NoMention => "",
        "here" or "channel" => $"<!{text}> ",
        _ when Member().IsMatch(text) => $"<@{text}> ",
        _ when Group().IsMatch(text) => $"<!subteam^{text}> ",
        _ => "",
    };

    /// <summary>The text is a mention.</summary>
    public static bool IsValid(string text) => text == NoMention || Of(text).Length > 0;

    [GeneratedRegex(@"^[UW][A-Z0-9]{2,30}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Member();

    [GeneratedRegex(@"^S[A-Z0-9]{2,30}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Group();
}
