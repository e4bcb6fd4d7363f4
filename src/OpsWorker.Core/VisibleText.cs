using System.Globalization;
using System.Text;

namespace OpsWorker.Core;

/// <summary>
/// Shows text from clusters, alerts and agents as text alone. Whatever acts on a terminal or a log instead of being seen is written as the
/// escape <c>\uXXXX</c>: C0 and C1 controls with ESC (CSI, OSC), bidirectional controls, zero-width, unassigned and other
/// invisible characters, unpaired surrogates. Within JSON the escape stands for the same character, so that JSON stays what it was.
/// </summary>
public static class VisibleText
{
    // Letters and marks by category, which nevertheless take no room: combining grapheme joiner, Hangul and Khmer fillers, Mongolian
    // selectors, Braille blank.
    private const string Blanks = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

    /// <summary>The text on one line: line breaks and tabs are shown as <c>\n</c>, <c>\r</c> and <c>\t</c>.</summary>
    public static string Line(string text) => Show(text, keepLayout: false);

    /// <summary>The text with its line breaks and tabs.</summary>
    public static string Lines(string text) => Show(text, keepLayout: true);

    /// <summary>True if the character is seen where it is written, or is a space.</summary>
    public static bool IsVisible(Rune rune)
    {
        if (rune.IsAscii) return rune.Value is >= ' ' and <= '~';
        if (rune.IsBmp && Blanks.Contains((char)rune.Value, StringComparison.Ordinal)) return false;
        if (IsHiddenVariation(rune.Value)) return false;
        return Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
    }

    /// <summary>The escape of a character: <c>\u001b</c>; two of them above U+FFFF.</summary>
    public static string Escape(Rune rune) => string.Concat(rune.ToString().Select(Escape));

    // Selectors 15 and 16 choose between the forms of an emoji; the others can hide text.
    private static bool IsHiddenVariation(int value) => value is (>= 0xfe00 and <= 0xfe0d) or (>= 0xe0100 and <= 0xe01ef);

    private static string Show(string text, bool keepLayout)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0) return text;
        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length;)
        {
            i += Append(shown, text.AsSpan(i), keepLayout);
        }

        return shown.ToString();
    }

    private static int Append(StringBuilder shown, ReadOnlySpan<char> rest, bool keepLayout)
    {
        if (keepLayout && (rest[0] is '\n' or '\t' || rest.StartsWith("\r\n")))
        {
            shown.Append(rest[0]);
            return 1;
        }

        if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
        {
            shown.Append(Escape(rest[0]));
            return 1;
        }

        if (IsVisible(rune)) shown.Append(rest[..length]);
        else shown.Append(Escape(rune));
        return length;
    }

    private static string Escape(char unit) => unit switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
    };
}
