using System.Text.Json.Serialization;

namespace OpsWorker.Slack.BlockKit;

/// <summary>A block of a message. Create blocks with the factory methods, which respect <see cref="SlackLimits"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HeaderBlock), "header")]
[JsonDerivedType(typeof(SectionBlock), "section")]
[JsonDerivedType(typeof(ContextBlock), "context")]
[JsonDerivedType(typeof(DividerBlock), "divider")]
[JsonDerivedType(typeof(ActionsBlock), "actions")]
public abstract record Block
{
    /// <param name="text">Untrusted text; it is escaped and shortened.</param>
    public static Block Header(string text) => new HeaderBlock(TextObject.Plain(text, SlackLimits.HeaderText));

    /// <param name="mrkdwn">Text in Slack's mrkdwn whose untrusted parts went through <see cref="SlackText"/>.</param>
    public static Block Section(string mrkdwn) => new SectionBlock(TextObject.Mrkdwn(mrkdwn, SlackLimits.SectionText));

    /// <param name="mrkdwn">Text in Slack's mrkdwn whose untrusted parts went through <see cref="SlackText"/>.</param>
    public static Block Context(string mrkdwn) => new ContextBlock([TextObject.Mrkdwn(mrkdwn, SlackLimits.SectionText)]);

    public static Block Divider() => new DividerBlock();

    /// <summary>A row of buttons and menus, cut to <see cref="SlackLimits.Actions"/>.</summary>
    public static Block Actions(IEnumerable<ActionElement> elements) =>
        new ActionsBlock([.. elements.Take(SlackLimits.Actions)]);

    /// <summary>
    /// Length of the block's text in UTF-16 code units. Internal, so that it is not serialized: Slack refuses unknown
    /// properties.
    /// </summary>
    internal abstract int TextLength { get; }
}

public sealed record HeaderBlock(TextObject Text) : Block
{
    internal override int TextLength => Text.Text.Length;
}

public sealed record SectionBlock(TextObject Text) : Block
{
    internal override int TextLength => Text.Text.Length;
}

public sealed record ContextBlock(IReadOnlyList<TextObject> Elements) : Block
{
    internal override int TextLength => Elements.Sum(e => e.Text.Length);
}

public sealed record DividerBlock : Block
{
    internal override int TextLength => 0;
}

public sealed record ActionsBlock(IReadOnlyList<ActionElement> Elements) : Block
{
    internal override int TextLength => Elements.Sum(e => e.TextLength);
}
