using System.Text.Json.Serialization;

namespace OpsWorker.Slack.BlockKit;

/// <summary>A block of a message. The factory methods keep to <see cref="SlackLimits"/>; make blocks by them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HeaderBlock), "header")]
[JsonDerivedType(typeof(SectionBlock), "section")]
[JsonDerivedType(typeof(ContextBlock), "context")]
[JsonDerivedType(typeof(DividerBlock), "divider")]
[JsonDerivedType(typeof(ActionsBlock), "actions")]
public abstract record Block
{
    /// <summary>A headline.</summary>
    /// <param name="text">Untrusted text; it is escaped and shortened.</param>
    public static Block Header(string text) => new HeaderBlock(TextObject.Plain(text, SlackLimits.HeaderText));

    /// <summary>A paragraph.</summary>
    /// <param name="mrkdwn">Text in Slack's mrkdwn whose untrusted parts went through <see cref="SlackText"/>.</param>
    public static Block Section(string mrkdwn) => new SectionBlock(TextObject.Mrkdwn(mrkdwn, SlackLimits.SectionText));

    /// <summary>A small grey line.</summary>
    /// <param name="mrkdwn">Text in Slack's mrkdwn whose untrusted parts went through <see cref="SlackText"/>.</param>
    public static Block Context(string mrkdwn) => new ContextBlock([TextObject.Mrkdwn(mrkdwn, SlackLimits.SectionText)]);

    /// <summary>A line across.</summary>
    public static Block Divider() => new DividerBlock();

    /// <summary>A row of buttons; those over <see cref="SlackLimits.Buttons"/> are left out.</summary>
    public static Block Actions(IEnumerable<Button> buttons) =>
        new ActionsBlock([.. buttons.Take(SlackLimits.Buttons)]);

    /// <summary>
    /// How much text the block shows, in UTF-16 code units. Internal, so that it is not written: Slack refuses properties
    /// that it does not know.
    /// </summary>
    internal abstract int TextLength { get; }
}

/// <summary>A headline.</summary>
public sealed record HeaderBlock(TextObject Text) : Block
{
    internal override int TextLength => Text.Text.Length;
}

/// <summary>A paragraph.</summary>
public sealed record SectionBlock(TextObject Text) : Block
{
    internal override int TextLength => Text.Text.Length;
}

/// <summary>Small grey text.</summary>
public sealed record ContextBlock(IReadOnlyList<TextObject> Elements) : Block
{
    internal override int TextLength => Elements.Sum(e => e.Text.Length);
}

/// <summary>A line across.</summary>
public sealed record DividerBlock : Block
{
    internal override int TextLength => 0;
}

/// <summary>A row of buttons.</summary>
public sealed record ActionsBlock(IReadOnlyList<Button> Elements) : Block
{
    internal override int TextLength => Elements.Sum(e => e.Text.Text.Length);
}
