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
    /// which names the incident, and the buttons before it.
    /// </summary>
    /// <param name="text">Untrusted text; it is escaped and shortened.</param>
    /// <param name="blocks">At least one.</param>
    /// <param name="mention">A mention in Slack's syntax before the text; empty for none.</param>
    public static SlackMessage Of(string text, IReadOnlyList<Block> blocks, string mention = "")
    {
        IReadOnlyList<Block> last = blocks is [.., ActionsBlock, _] ? [blocks[^2], blocks[^1]] : [blocks[^1]];
        var kept = new List<Block>(blocks.Count);
        var room = SlackLimits.AllBlocksText - last.Sum(block => block.TextLength);
        foreach (var block in blocks.SkipLast(last.Count).Take(SlackLimits.Blocks - last.Count))
        {
            room -= block.TextLength;
            if (room < 0) break;
            kept.Add(block);
        }

        var line = SlackText.Line(text, SlackLimits.MessageText - mention.Length);
        return new SlackMessage(mention + line, [.. kept, .. last]);
    }
}
