using System.Text.RegularExpressions;
using OpsWorker.Slack.Interactions;

namespace OpsWorker.Slack;

/// <summary>
/// The settings of section <c>Slack</c>. A bot token with a channel, or a webhook; neither means no Slack.
/// </summary>
public sealed partial record SlackOptions
{
    /// <summary>The default address of Slack's Web API.</summary>
    public static readonly Uri DefaultApiBaseUrl = new("https://slack.com/api/");

    /// <summary>
    /// The app's bot token, <c>xoxb-…</c>, with the scopes chat:write and channels:history (for a private channel
    /// groups:history). A secret.
    /// </summary>
    public string? BotToken { get; init; }

    /// <summary>The channel's id, <c>C0123456789</c>. A name does not work, because history is read by id.</summary>
    public string? Channel { get; init; }

    /// <summary>The address of an incoming webhook. A secret.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>The address of the Web API; ends with a slash.</summary>
    public Uri ApiBaseUrl { get; init; } = DefaultApiBaseUrl;

    /// <summary>The app's signing secret. With it messages have buttons, and Slack's requests are taken. A secret.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>
    /// The mention in replies: a member's id, a user group's, <c>here</c> or <c>channel</c>; null for none. A rule may name another.
    /// </summary>
    public string? Mention { get; init; }

    /// <summary>False for no replies in threads.</summary>
    public bool Replies { get; init; } = true;

    /// <summary>The address of the portal, for links; null for none.</summary>
    public Uri? Portal { get; init; }

    /// <summary>The workspaces of channels and members, see <see cref="SlackWorkspaces"/>; null for none.</summary>
    public string? Workspaces { get; init; }

    /// <summary>True for buttons in messages.</summary>
    internal bool Interactive => SigningSecret is not null;

    /// <summary>The settings by name, those without a value at their default.</summary>
    /// <param name="value">The value of a setting by its name in the section; null or empty where it is not set.</param>
    /// <exception cref="FormatException">A value has not the form of its setting; the message names it.</exception>
    public static SlackOptions From(Func<string, string?> value)
    {
        string? Text(string name) => value(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        Uri? Address(string name) => Text(name) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var url) ? url
            : throw new FormatException($"Slack:{name} is \"{text}\"; an absolute https address was expected.");

        return new SlackOptions
        {
            BotToken = Text(nameof(BotToken)),
            Channel = Text(nameof(Channel)),
            WebhookUrl = Text(nameof(WebhookUrl)),
            ApiBaseUrl = Address(nameof(ApiBaseUrl)) ?? DefaultApiBaseUrl,
            SigningSecret = Text(nameof(SigningSecret)),
            Mention = Text(nameof(Mention)),
            Replies = Text(nameof(Replies)) is not { } replies || (bool.TryParse(replies, out var isOn)
                ? isOn
                : throw new FormatException($"Slack:Replies is \"{replies}\"; true or false was expected.")),
            Workspaces = Text(nameof(Workspaces)),
            Portal = Address(nameof(Portal)) is { } portal ? new Uri(portal.AbsoluteUri.TrimEnd('/') + "/") : null,
        };
    }

    /// <summary>The names of the settings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(BotToken), nameof(Channel), nameof(WebhookUrl), nameof(ApiBaseUrl), nameof(SigningSecret), nameof(Mention),
        nameof(Replies), nameof(Portal), nameof(Workspaces),
    ];

    /// <summary>The channel; throws without one.</summary>
    /// <exception cref="InvalidOperationException">There is no channel.</exception>
    internal string RequiredChannel => Channel ?? throw new InvalidOperationException("Slack:Channel is not set.");

    /// <summary>Validates the settings; one sentence per error, without secrets.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (BotToken is not null && WebhookUrl is not null)
        {
            errors.Add(
                "Slack:BotToken and Slack:WebhookUrl are both set; set the bot token alone to have messages edited in place.");
        }

        ValidateBot(errors);
        try
        {
            SlackWorkspaces.Parse(Workspaces);
        }
        catch (FormatException e)
        {
            errors.Add(e.Message);
        }

        if (Mention is not null && !Rendering.Mention.IsValid(Mention))
        {
            errors.Add($"Slack:Mention is \"{Mention}\"; a member's id (U…), a user group's id (S…), here or channel was expected.");
        }

        if (WebhookUrl is not null && !(Uri.TryCreate(WebhookUrl, UriKind.Absolute, out var webhook) && IsSafe(webhook)))
        {
            errors.Add("Slack:WebhookUrl must be the whole https address of an incoming webhook.");
        }

        if (!ApiBaseUrl.IsAbsoluteUri || !IsSafe(ApiBaseUrl) || !ApiBaseUrl.AbsolutePath.EndsWith('/'))
        {
            errors.Add($"Slack:ApiBaseUrl must be an https address that ends in a slash, such as {DefaultApiBaseUrl}.");
        }

        return errors;
    }

    private void ValidateBot(List<string> errors)
    {
        if (BotToken is not null && !Token().IsMatch(BotToken))
        {
            errors.Add("Slack:BotToken must be a bot token, which begins with xoxb-.");
        }

        if (BotToken is not null && Channel is null)
        {
            errors.Add("Slack:Channel is missing; set it to the id of a channel, such as C0123456789.");
        }

        if (Channel is not null && BotToken is null)
        {
            errors.Add("Slack:BotToken is missing; Slack:Channel has no meaning without it.");
        }

        if (Channel is not null && !ChannelId().IsMatch(Channel))
        {
            errors.Add(
                "Slack:Channel must be a channel's id, such as C0123456789, not its name; "
                + "Slack shows the id at the end of the channel's details.");
        }
    }

    internal static bool IsSafe(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);

    /// <summary>The settings, with secrets shown only as set or unset.</summary>
    public override string ToString() =>
        $"BotToken {IsSet(BotToken)}, WebhookUrl {IsSet(WebhookUrl)}, Channel {Channel}, "
        + $"ApiBaseUrl {ApiBaseUrl}, SigningSecret {IsSet(SigningSecret)}, Mention {Mention}, Replies {Replies}, Portal {Portal}";

    private static string IsSet(string? secret) => secret is null ? "not set" : "set";

    [GeneratedRegex(@"^xoxb-[A-Za-z0-9-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(@"^[CGD][A-Z0-9]{2,}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ChannelId();
}
