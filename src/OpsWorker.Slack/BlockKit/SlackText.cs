using System.Globalization;
using System.Text;
using OpsWorker.Core;

namespace OpsWorker.Slack.BlockKit;

/// <summary>
/// Escapes untrusted text for Slack's mrkdwn. Slack reads <c>&lt;…&gt;</c> as links, mentions and calls to a whole
/// channel; with <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> written as entities an alert or a log
/// cannot inject any of them.
/// </summary>
public static class SlackText
{
    private const char Ellipsis = '…';
    public const char ZeroWidthSpace = '\u200B';
    public const string Fence = "```";
    private const int LongestEntity = 5;

    /// <summary>
    /// The text on one line: white space becomes a space, backticks become apostrophes, invisible characters
    /// are shown as escapes.
    /// </summary>
    /// <param name="text">Untrusted text.</param>
    /// <param name="max">Maximum length of the result; a cut is marked with an ellipsis.</param>
    public static string Line(string text, int max)
    {
        var result = new BoundedText(max);
        var space = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                space = true;
                continue;
            }

            if (space && !result.IsEmpty && !result.TryAdd(" ")) break;
            if (!result.TryAdd(rune.Value == '`' ? "'" : Escape(rune))) break;
            space = false;
        }

        return result.ToString();
    }

    /// <summary>The text as inline code on one line: <c>`text`</c>.</summary>
    /// <param name="text">Untrusted text.</param>
    /// <param name="max">Maximum length of the result.</param>
    public static string Code(string text, int max)
    {
        var line = Line(text, max - 2);
        return line.Length == 0 ? "" : $"`{line}`";
    }

    /// <summary>The text as a code block, with its line breaks.</summary>
    /// <remarks>
    /// Zero-width spaces separate consecutive backticks, so that the text cannot end the block. All other visible text is
    /// verbatim.
    /// </remarks>
    /// <param name="text">Untrusted text.</param>
    /// <param name="max">Maximum length of the result.</param>
    public static string CodeBlock(string text, int max) => $"{Fence}\n{Code(text, max, out _)}\n{Fence}";

    /// <summary>True if <see cref="CodeBlock"/> has the whole text.</summary>
    /// <param name="text">Untrusted text.</param>
    /// <param name="max">Maximum length of the block.</param>
    public static bool FitsCodeBlock(string text, int max)
    {
        Code(text, max, out var isCut);
        return !isCut;
    }

    private static BoundedText Code(string text, int max, out bool isCut)
    {
        var result = new BoundedText(max - (2 * Fence.Length) - 2);
        isCut = false;
        var afterBacktick = false;
        var trimmed = text.ReplaceLineEndings("\n").Trim('\n');
        foreach (var rune in trimmed.EnumerateRunes())
        {
            var isLayout = rune.Value is '\n' or '\t';
            var piece = isLayout ? rune.ToString() : rune.Value == '`' && afterBacktick ? $"{ZeroWidthSpace}`" : Escape(rune);
            if (!result.TryAdd(piece))
            {
                isCut = true;
                break;
            }

            afterBacktick = rune.Value == '`';
        }

        return result;
    }

    /// <summary>A time that Slack shows in the reader's time zone; the fallback is UTC.</summary>
    public static string Time(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var seconds = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"<!date^{seconds}^{{date_short_pretty}} {{time_secs}}|{utc}>";
    }

    /// <summary>The address as a link with this title; only the title where it is not an address of http or https.</summary>
    /// <param name="title">Untrusted text.</param>
    /// <param name="url">Untrusted text.</param>
    /// <param name="max">Maximum length of the title.</param>
    public static string Link(string title, string url, int max)
    {
        var shown = Line(title, max).Replace("|", "", StringComparison.Ordinal);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https")) return shown;
        var address = parsed.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace("`", "%60", StringComparison.Ordinal);
        return $"<{string.Concat(address.EnumerateRunes().Select(Escape))}|{shown}>";
    }

    /// <summary>
    /// Shortens mrkdwn text, never within a character, an entity or a time, and closes a code block that the cut leaves open.
    /// </summary>
    internal static string Cut(string mrkdwn, int max)
    {
        if (mrkdwn.Length <= max) return mrkdwn;
        var end = max - Fence.Length - 2;
        if (char.IsLowSurrogate(mrkdwn[end])) end--;
        end = BeforeOpen(mrkdwn, end, '&', ';', LongestEntity);
        end = BeforeOpen(mrkdwn, end, '<', '>', end);
        var kept = mrkdwn[..end].TrimEnd('`', '\n');
        var isInCode = kept.Split(Fence).Length % 2 == 0;
        return isInCode ? $"{kept}{Ellipsis}\n{Fence}" : kept + Ellipsis;
    }

    private static int BeforeOpen(string text, int end, char open, char close, int within)
    {
        var tail = text.AsSpan(0, end)[Math.Max(0, end - within)..];
        var at = tail.LastIndexOf(open);
        return at >= 0 && tail[at..].IndexOf(close) < 0 ? end - tail.Length + at : end;
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => VisibleText.IsVisible(rune) ? rune.ToString() : VisibleText.Escape(rune),
    };

    /// <summary>Appends whole pieces while they fit, then an ellipsis.</summary>
    private sealed class BoundedText(int max)
    {
        private readonly StringBuilder _text = new();
        private int _lengthWithRoom;

        public bool IsEmpty => _text.Length == 0;

        public bool TryAdd(string piece)
        {
            if (_text.Length + piece.Length > max)
            {
                _text.Length = _lengthWithRoom;
                _text.Append(Ellipsis);
                return false;
            }

            _text.Append(piece);
            if (_text.Length < max) _lengthWithRoom = _text.Length;
            return true;
        }

        public override string ToString() => _text.ToString();
    }
}
