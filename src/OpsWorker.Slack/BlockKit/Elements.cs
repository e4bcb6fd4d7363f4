namespace OpsWorker.Slack.BlockKit;

/// <summary>A text of a block.</summary>
/// <param name="Type"><c>plain_text</c> or <c>mrkdwn</c>.</param>
/// <param name="Text">The text; never empty, which Slack refuses.</param>
/// <param name="Emoji">For plain text: true to render <c>:name:</c> as an emoji.</param>
/// <param name="Verbatim">For mrkdwn: true to keep names and addresses as plain text.</param>
public sealed record TextObject(string Type, string Text, bool? Emoji, bool? Verbatim)
{
    private const string NoText = "-";

    /// <summary>Plain text.</summary>
    internal static TextObject Plain(string text, int max) =>
        new("plain_text", NotEmpty(SlackText.Line(text, max)), Emoji: false, Verbatim: null);

    /// <summary>mrkdwn text. Verbatim, so that Slack turns nothing in it into a mention or link.</summary>
    internal static TextObject Mrkdwn(string mrkdwn, int max) =>
        new("mrkdwn", NotEmpty(SlackText.Cut(mrkdwn, max)), Emoji: null, Verbatim: true);

    private static string NotEmpty(string text) => string.IsNullOrWhiteSpace(text) ? NoText : text;
}

/// <summary>A button that sends its value to the app.</summary>
/// <param name="Text">The label.</param>
/// <param name="ActionId">Identifies the button.</param>
/// <param name="Value">The value sent to the app.</param>
/// <param name="Style"><c>primary</c>, <c>danger</c> or null.</param>
public sealed record Button(TextObject Text, string ActionId, string Value, string? Style)
{
    public string Type { get; } = "button";

    /// <summary>A button within <see cref="SlackLimits"/>.</summary>
    /// <exception cref="ArgumentException">The value is too long; shortened it would identify something else.</exception>
    public static Button Of(string text, string actionId, string value, string? style = null)
    {
        if (value.Length > SlackLimits.ButtonValue)
        {
            throw new ArgumentException("The value is too long for a button.", nameof(value));
        }

        return new Button(TextObject.Plain(text, SlackLimits.ButtonText), actionId, value, style);
    }
}
