namespace OpsWorker.Slack.BlockKit;

/// <summary>A message as it is posted: blocks, and a text that stands for them in notifications.</summary>
public sealed record SlackMessage
{
    private SlackMessage(string text, IReadOnlyList<Block> blocks)
    {
        Text = text;
        Blocks = blocks;
    }

    /// <summary>One line for notifications and for programs that show no blocks; escaped.</summary>
    public string Text { get; }

    /// <summary>What people see.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>
    /// A message within <see cref="SlackLimits"/>. Blocks that go over a limit are left out from the end, save for the
    /// last one: it tells what the message is about and holds the buttons.
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
