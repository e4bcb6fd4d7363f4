using System.Text;
using System.Text.RegularExpressions;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Server.Terminal;

/// <summary>Writes a message as a person reads it in Slack, as plain text for a terminal; no colours, no escapes.</summary>
public static partial class PlainTextMessage
{
    /// <summary>The width of the text; a longer word stays whole, and code is not wrapped.</summary>
    public const int Width = 100;

    private const string Bullet = "• ";
    private const string CodeIndent = "    ";

    /// <summary>The text, with an empty line between blocks, ending in a line break.</summary>
    public static string Render(SlackMessage message)
    {
        var text = new StringBuilder();
        Block? previous = null;
        foreach (var block in message.Blocks)
        {
            var belongsToPrevious = block is ContextBlock && previous is HeaderBlock or ContextBlock;
            if (previous is not null && !belongsToPrevious) text.Append('\n');
            Write(text, block);
            previous = block;
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Block block)
    {
        switch (block)
        {
            case HeaderBlock header:
                var title = Unescape(header.Text.Text);
                text.Append(title).Append('\n').Append('=', Math.Min(title.Length, Width)).Append('\n');
                break;
            case SectionBlock section:
                WriteMrkdwn(text, section.Text.Text);
                break;
            case ContextBlock context:
                foreach (var element in context.Elements) WriteMrkdwn(text, element.Text);
                break;
            case DividerBlock:
                text.Append('-', Width).Append('\n');
                break;
            case ActionsBlock actions:
                text.AppendJoin(' ', actions.Elements.Select(b => $"[{Unescape(b.PlainLabel())}]")).Append('\n');
                break;
        }
    }

    private static void WriteMrkdwn(StringBuilder text, string mrkdwn)
    {
        var isCode = false;
        foreach (var line in mrkdwn.Split('\n'))
        {
            if (line == SlackText.Fence) isCode = !isCode;
            else if (isCode) text.Append(CodeIndent).Append(Unescape(line)).Append('\n');
            else WriteWrapped(text, Inline(line));
        }
    }

    private static void WriteWrapped(StringBuilder text, string line)
    {
        var indent = line.StartsWith(Bullet, StringComparison.Ordinal) ? Bullet.Length : 0;
        var column = 0;
        foreach (var word in line.Split(' '))
        {
            if (column > indent && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > 0)
            {
                text.Append(' ');
                column++;
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }

    // A backtick is always ours: SlackText turns those of untrusted text into apostrophes.
    private static string Inline(string line) =>
        Unescape(Link()
        .Replace(Time().Replace(Label().Replace(Mention().Replace(line, ""), "${label}"), "${utc}"), "${title}: ${url}")
        .Replace("`", "", StringComparison.Ordinal));

    private static string Unescape(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal)
        .Replace(SlackText.ZeroWidthSpace.ToString(), "", StringComparison.Ordinal);

    // Nobody is mentioned on a terminal.
    [GeneratedRegex(@"^<(?:@|!subteam\^|!)[A-Za-z0-9]+> ", RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^\*(?<label>[^*]+)\*", RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"<(?<url>https?://[^|>]*)\|(?<title>[^>]*)>", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"<!date\^[0-9-]+\^[^|>]*\|(?<utc>[^>]*)>", RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}
