using System.Text;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Tests;

/// <summary>Checks that a text of a message links, mentions and hides nothing, and ends its blocks of code.</summary>
internal static partial class HarmlessText
{
    public static void Check(string text)
    {
        var rest = OurTime().Replace(text, "");
        rest.ShouldNotContain("<");
        rest.ShouldNotContain(">");
        Entity().Replace(rest, "").ShouldNotContain("&");
        (text.Split("```").Length % 2).ShouldBe(1, "a block of code is open");
        text.Replace(SlackText.ZeroWidthSpace.ToString(), "", StringComparison.Ordinal).EnumerateRunes()
            .ShouldAllBe(r => r.Value == '\n' || r.Value == '\t' || VisibleText.IsVisible(r));
        text.EnumerateRunes().Sum(r => r.Utf16SequenceLength).ShouldBe(text.Length);
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).ShouldBe(text, "half a character is left");
    }

    [GeneratedRegex(@"<!date\^[0-9]+\^\{date_short_pretty\} \{time_secs\}\|[0-9: UTC-]+>", RegexOptions.NonBacktracking)]
    private static partial Regex OurTime();

    [GeneratedRegex("&(amp|lt|gt);", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Entity();
}
