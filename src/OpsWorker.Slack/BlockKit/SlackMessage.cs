namespace OpsWorker.Slack.BlockKit;

/// <summary>A message to post: blocks, and a fallback text for notifications.</summary>
public sealed record SlackMessage
{
    private SlackMessage(string text, IReadOnlyList<Block> blocks)
    {
        Text = text;
        Blocks = blocks;
    }

    /// <summary>One line for notifications and for clients without blocks; escaped.</summary>
    public string Text { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>
    /// Creates a message within <see cref="SlackLimits"/>. Blocks over a limit are dropped from the end, except the last one,
    /// which names the incident and holds the buttons.
    /// </summary>
    /// <param name="text">Untrusted text; it is escaped and shortened.</param>
    /// <param name="blocks">At least one.</param>
    public static SlackMessage Of(string text, IReadOnlyList<Block> blocks)
    {
        var last = blocks[^1];
        var kept = new List<Block>(blocks.Count);
        var room = SlackLimits.AllBlocksText - last.TextLength;
        foreach (var block in blocks.SkipLast(1).Take(SlackLimits.Blocks - 1))
        {
            room -= block.TextLength;
            if (room < 0) break;
            kept.Add(block);
        }

        return new SlackMessage(SlackText.Line(text, SlackLimits.MessageText), [.. kept, last]);
    }
}
