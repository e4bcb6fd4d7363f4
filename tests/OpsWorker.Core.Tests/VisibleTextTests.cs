using System.Text.Json;
using CsCheck;
using OpsWorker.Testing;

namespace OpsWorker.Core.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain text, 5 °C, naïve, 数据, 😀, ⚠\ufe0f", "plain text, 5 °C, naïve, 数据, 😀, ⚠\ufe0f")]
    [InlineData("\u001b[31mred\u001b[0m", @"\u001b[31mred\u001b[0m")]
    [InlineData("\u001b]8;;http://evil.example\u001b\\link", @"\u001b]8;;http://evil.example\u001b\link")]
    [InlineData("\u001b]52;c;eA==\u0007", @"\u001b]52;c;eA==\u0007")]
    [InlineData("\u009b2J\u0090q\u0085", @"\u009b2J\u0090q\u0085")]
    [InlineData("a\rb\bc\0d\u007fe", @"a\rb\u0008c\u0000d\u007fe")]
    [InlineData("\u202egnp.exe\u2066x\u2069\u200e", @"\u202egnp.exe\u2066x\u2069\u200e")]
    [InlineData("pass\u200bword\u2060\ufeff\u00ad\u3164", @"pass\u200bword\u2060\ufeff\u00ad\u3164")]
    [InlineData("a\u2028b\u2029c", @"a\u2028b\u2029c")]
    [InlineData("\U000e0041\U000e0101", @"\udb40\udc41\udb40\udd01")]
    [InlineData("a\u180bb\u180dc\u180fd", @"a\u180bb\u180dc\u180fd")]
    [InlineData("a\u2065b\ufff0c\U000e0080d\U000e0fffe", @"a\u2065b\ufff0c\udb40\udc80d\udb43\udfffe")]
    [InlineData("one\ntwo\tthree\r\n", @"one\ntwo\tthree\r\n")]
    public void What_is_not_seen_is_shown_as_an_escape(string text, string shown) => VisibleText.Line(text).ShouldBe(shown);

    [Fact]
    public void Half_a_character_is_shown_as_an_escape() => VisibleText.Line("half \ud83d of it").ShouldBe(@"half \ud83d of it");

    [Theory]
    [InlineData("one\ntwo\tthree\r\nfour", "one\ntwo\tthree\r\nfour")]
    [InlineData("50%\r100%", @"50%\r100%")]
    public void Several_lines_keep_their_layout(string text, string shown) => VisibleText.Lines(text).ShouldBe(shown);

    [Fact]
    public void Any_text_is_visible_afterwards_and_stays_so() => AnyText.UpTo100.Holds(
        text =>
        {
            var line = VisibleText.Line(text);

            line.EnumerateRunes().ShouldAllBe(rune => VisibleText.IsVisible(rune));
            VisibleText.Line(line).ShouldBe(line);
        },
        iter: 2000);

    [Fact]
    public void In_JSON_an_escape_stands_for_the_same_character() => AnyText.UpTo100.Where(text => !text.Any(char.IsSurrogate)).Holds(
        text =>
        {
            var json = "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
            JsonSerializer.Deserialize<string>(VisibleText.Line(json)).ShouldBe(text);
        },
        iter: 1000);

    [Fact]
    public void A_writer_shows_what_is_written_in_any_way()
    {
        using var text = new StringWriter { NewLine = "\n" };
        using var writer = new VisibleWriter(text) { NewLine = "\n" };

        writer.Write('\u001b');
        writer.Write("a\u001b".ToCharArray());
        writer.Write("b\u009b".AsSpan());
        writer.Write("{0}\u202e", "c");
        writer.WriteLine("d\u0007 ok");
        writer.WriteLine();

        text.ToString().ShouldBe("\\u001ba\\u001bb\\u009bc\\u202ed\\u0007 ok\n\n");
    }
}
