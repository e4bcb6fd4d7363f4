namespace OpsWorker.Slack.BlockKit;

/// <summary>
/// Slack's limits, in UTF-16 code units of the text as sent, entities included. Source:
/// the reference of Block Kit and of <c>chat.postMessage</c> at docs.slack.dev.
/// </summary>
public static class SlackLimits
{
    /// <summary>Blocks of a message.</summary>
    public const int Blocks = 50;

    /// <summary>The text of a section or of an element of a context.</summary>
    public const int SectionText = 3_000;

    /// <summary>The text of a header.</summary>
    public const int HeaderText = 150;

    /// <summary>The text of a button.</summary>
    public const int ButtonText = 75;

    /// <summary>The value that a button sends.</summary>
    public const int ButtonValue = 2_000;

    /// <summary>The address that a button opens.</summary>
    public const int ButtonUrl = 3_000;

    /// <summary>Elements of one block of actions.</summary>
    public const int Actions = 25;

    /// <summary>Options of a menu or of a group, and groups of a menu.</summary>
    public const int Options = 100;

    /// <summary>The label of an option or of a group.</summary>
    public const int OptionText = 75;

    /// <summary>The value that an option sends.</summary>
    public const int OptionValue = 150;

    /// <summary>The fallback text for notifications.</summary>
    public const int MessageText = 40_000;

    /// <summary>
    /// The text of all blocks together. Slack refuses messages with <c>msg_blocks_too_long</c> without documenting the limit;
    /// this is the documented one for Markdown blocks.
    /// </summary>
    public const int AllBlocksText = 12_000;
}
