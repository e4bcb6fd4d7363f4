using System.Text.Json.Serialization;

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

/// <summary>An element of a row of actions.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Button), "button")]
[JsonDerivedType(typeof(Menu), "static_select")]
public abstract record ActionElement
{
    /// <summary>The text that people see. A method, so that it is not serialized.</summary>
    public abstract string PlainLabel();

    /// <summary>The length of the text, for the limit of a message. Internal, so that it is not serialized.</summary>
    internal abstract int TextLength { get; }
}

/// <summary>A button that sends its value to the app, or opens an address.</summary>
/// <param name="Text">The label.</param>
/// <param name="ActionId">Identifies the button.</param>
/// <param name="Value">The value sent to the app; null for a button that opens an address.</param>
/// <param name="Style"><c>primary</c>, <c>danger</c> or null.</param>
/// <param name="Url">The address that it opens; null for none.</param>
public sealed record Button(TextObject Text, string ActionId, string? Value, string? Style, string? Url) : ActionElement
{
    /// <inheritdoc/>
    public override string PlainLabel() => Text.Text;

    /// <inheritdoc/>
    internal override int TextLength => Text.Text.Length;

    /// <summary>A button within <see cref="SlackLimits"/>.</summary>
    /// <exception cref="ArgumentException">The value is too long; shortened it would identify something else.</exception>
    public static Button Of(string text, string actionId, string value, string? style = null)
    {
        if (value.Length > SlackLimits.ButtonValue)
        {
            throw new ArgumentException("The value is too long for a button.", nameof(value));
        }

        return new Button(TextObject.Plain(text, SlackLimits.ButtonText), actionId, value, style, Url: null);
    }

    /// <summary>A button that opens an address.</summary>
    /// <exception cref="ArgumentException">The address is too long.</exception>
    public static Button Link(string text, string actionId, Uri url) => url.AbsoluteUri.Length <= SlackLimits.ButtonUrl
        ? new Button(TextObject.Plain(text, SlackLimits.ButtonText), actionId, Value: null, Style: null, url.AbsoluteUri)
        : throw new ArgumentException("The address is too long for a button.", nameof(url));
}

/// <summary>A menu of which one option is chosen.</summary>
/// <param name="Placeholder">The text before a choice.</param>
/// <param name="ActionId">Identifies the menu.</param>
/// <param name="Options">The options; null where they are in groups.</param>
/// <param name="OptionGroups">The groups; null where there are none.</param>
public sealed record Menu(
    TextObject Placeholder, string ActionId, IReadOnlyList<MenuOption>? Options, IReadOnlyList<MenuGroup>? OptionGroups) : ActionElement
{
    /// <inheritdoc/>
    public override string PlainLabel() => Placeholder.Text;

    /// <inheritdoc/>
    internal override int TextLength => Placeholder.Text.Length;

    /// <summary>A menu.</summary>
    public static Menu Of(string placeholder, string actionId, IEnumerable<MenuOption> options) => new(
        TextObject.Plain(placeholder, SlackLimits.ButtonText), actionId, [.. options.Take(SlackLimits.Options)], OptionGroups: null);

    /// <summary>A menu with groups, each cut to <see cref="SlackLimits.Options"/>.</summary>
    public static Menu Of(string placeholder, string actionId, IEnumerable<MenuGroup> groups) => new(
        TextObject.Plain(placeholder, SlackLimits.ButtonText), actionId, Options: null, [.. groups.Take(SlackLimits.Options)]);
}

/// <summary>An option of a menu.</summary>
/// <param name="Text">The label.</param>
/// <param name="Value">The value sent to the app.</param>
public sealed record MenuOption(TextObject Text, string Value)
{
    /// <summary>An option within <see cref="SlackLimits"/>.</summary>
    /// <exception cref="ArgumentException">The value is too long; shortened it would identify something else.</exception>
    public static MenuOption Of(string text, string value) => value.Length <= SlackLimits.OptionValue
        ? new MenuOption(TextObject.Plain(text, SlackLimits.OptionText), value)
        : throw new ArgumentException("The value is too long for an option.", nameof(value));
}

/// <summary>A group of options.</summary>
/// <param name="Label">The label.</param>
/// <param name="Options">The options.</param>
public sealed record MenuGroup(TextObject Label, IReadOnlyList<MenuOption> Options)
{
    /// <summary>A group within <see cref="SlackLimits"/>.</summary>
    public static MenuGroup Of(string label, IEnumerable<MenuOption> options) =>
        new(TextObject.Plain(label, SlackLimits.OptionText), [.. options.Take(SlackLimits.Options)]);
}
