namespace OpsWorker.Slack.BlockKit;

/// <summary>A text of a block.</summary>
/// <param name="Type"><c>plain_text</c> or <c>mrkdwn</c>.</param>
/// <param name="Text">The text; never empty, which Slack refuses.</param>
/// <param name="Emoji">Of plain text: whether <c>:name:</c> becomes a picture.</param>
/// <param name="Verbatim">Of mrkdwn: whether names of channels and people and addresses stay plain text.</param>
public sealed record TextObject(string Type, string Text, bool? Emoji, bool? Verbatim)
{
    private const string NoText = "-";

    /// <summary>Text that is shown as it is.</summary>
    internal static TextObject Plain(string text, int max) =>
        new("plain_text", NotEmpty(SlackText.Line(text, max)), Emoji: false, Verbatim: null);

    /// <summary>Text with formatting. Verbatim, so that nothing in it becomes a mention or a link by itself.</summary>
    internal static TextObject Mrkdwn(string mrkdwn, int max) =>
        new("mrkdwn", NotEmpty(SlackText.Cut(mrkdwn, max)), Emoji: null, Verbatim: true);

    private static string NotEmpty(string text) => string.IsNullOrWhiteSpace(text) ? NoText : text;
}

/// <summary>A button that sends its value to the app.</summary>
/// <param name="Text">What it says.</param>
/// <param name="ActionId">Which button it is.</param>
/// <param name="Value">What it is about.</param>
/// <param name="Style"><c>primary</c>, <c>danger</c> or null.</param>
public sealed record Button(TextObject Text, string ActionId, string Value, string? Style)
{
    /// <summary>Always <c>button</c>.</summary>
    public string Type { get; } = "button";

    /// <summary>A button within <see cref="SlackLimits"/>.</summary>
    /// <exception cref="ArgumentException">The value is too long; shortened it would name something else.</exception>
    public static Button Of(string text, string actionId, string value, string? style = null)
    {
        if (value.Length > SlackLimits.ButtonValue)
        {
            throw new ArgumentException("The value is too long for a button.", nameof(value));
        }

        return new Button(TextObject.Plain(text, SlackLimits.ButtonText), actionId, value, style);
    }
}
