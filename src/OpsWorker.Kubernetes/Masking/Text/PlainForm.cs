using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>
/// A line as a person reads it: without colours and invisible characters, with letters that only look like Latin ones, fullwidth forms and
/// escapes replaced. Each character knows where it came from.
/// </summary>
internal sealed class PlainForm
{
    private static readonly SearchValues<char> s_reasons = SearchValues.Create(
        "\u001b%\\\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c"
        + "\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
        + LookAlikes.From + Fullwidth());

    private readonly StringBuilder _text;
    private readonly List<int> _from;

    private PlainForm(int length)
    {
        _text = new StringBuilder(length);
        _from = new List<int>(length + 1);
    }

    public string Text { get; private set; } = "";

    /// <summary>The line's plain form; null where the line is plain already.</summary>
    public static PlainForm? Of(ReadOnlySpan<char> line)
    {
        var first = line.IndexOfAny(s_reasons);
        if (first < 0 || !NeedsIt(line[first..])) return null;
        var form = new PlainForm(line.Length);
        form.Read(line);
        return form;
    }

    /// <summary>Where a character of <see cref="Text"/> began in the line.</summary>
    public int Source(int index) => _from[index];

    // Backslashes and percent signs are common and seldom escapes of what matters here.
    private static bool NeedsIt(ReadOnlySpan<char> line) =>
        line.Contains("\\u00", StringComparison.Ordinal) || line.Contains("%3", StringComparison.Ordinal)
        || line.IndexOfAnyExceptInRange(' ', '~') >= 0;

    private void Read(ReadOnlySpan<char> line)
    {
        var isAddress = line.Contains("%3A%2F%2F", StringComparison.OrdinalIgnoreCase);
        for (var i = 0; i < line.Length;)
        {
            var (character, length) = Next(line[i..], isAddress);
            if (character is { } c)
            {
                _text.Append(c);
                _from.Add(i);
            }

            i += length;
        }

        _from.Add(line.Length);
        Text = _text.ToString();
    }

    private static (char? Character, int Length) Next(ReadOnlySpan<char> rest, bool isAddress)
    {
        var c = rest[0];
        switch (c)
        {
            case '\u001b': return (null, Colour(rest));
            case '%' when rest.Length >= 3 && IsEscape(rest.Slice(1, 2), isAddress): return (Hex(rest.Slice(1, 2)), 3);
            case '\\' when rest.Length >= 6
                && rest[1] == 'u'
                && rest[2] == '0'
                && rest[3] == '0'
                && Hex(rest.Slice(4, 2)) is var e and > ' ' and < '\u007f' and not ('"' or '\\'):
                return (e, 6);
            case >= '\uff01' and <= '\uff5e': return ((char)(c - 0xfee0), 1);
            case > '\u007f' when LookAlikes.Of(c) is { } latin: return (latin, 1);
            case > '\u007f' when c is '\u00ad' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format: return (null, 1);
            default: return (c, 1);
        }
    }

    // ESC [ parameters letter
    private static int Colour(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2 || rest[1] != '[') return 1;
        var i = 2;
        while (i < rest.Length && i < 32 && rest[i] is >= ' ' and <= '?') i++;
        return Math.Min(i + 1, rest.Length);
    }

    private static bool IsEscape(ReadOnlySpan<char> hex, bool isAddress) =>
        hex.Equals("3D", StringComparison.OrdinalIgnoreCase)
        || (isAddress
            && (hex.Equals("3A", StringComparison.OrdinalIgnoreCase)
                || hex.Equals("2F", StringComparison.OrdinalIgnoreCase)
                || hex is "40"));

    private static char Hex(ReadOnlySpan<char> hex) =>
        byte.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? (char)value : '\0';

    private static string Fullwidth() => string.Concat(Enumerable.Range(0xff01, 94).Select(c => (char)c));
}
