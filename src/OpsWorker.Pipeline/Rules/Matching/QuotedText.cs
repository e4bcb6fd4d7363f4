using System.Globalization;
using System.Text;

namespace OpsWorker.Pipeline.Rules.Matching;

/// <summary>Reads text in double quotation marks with the escapes of a Go string.</summary>
internal static class QuotedText
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without quotation marks and escapes; null where an escape or the Unicode is not valid.</summary>
    public static string? Read(string quoted)
    {
        // Escapes may give single bytes, of which several are a character.
        var bytes = new List<byte>(quoted.Length);
        var text = quoted.AsSpan(1, quoted.Length - 2);
        while (text.Length > 0)
        {
            if (text[0] == '\n') return null;
            if (text[0] != '\\')
            {
                if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != System.Buffers.OperationStatus.Done) return null;
                Add(bytes, rune);
                text = text[consumed..];
            }
            else if (!TryReadEscape(ref text, bytes))
            {
                return null;
            }
        }

        try
        {
            return s_utf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool TryReadEscape(ref ReadOnlySpan<char> text, List<byte> bytes)
    {
        if (text.Length < 2) return false;
        var kind = text[1];
        if (Simple(kind) is { } simple)
        {
            bytes.Add((byte)simple);
            text = text[2..];
            return true;
        }

        var (start, length, style) = kind switch
        {
            'x' => (2, 2, NumberStyles.AllowHexSpecifier),
            'u' => (2, 4, NumberStyles.AllowHexSpecifier),
            'U' => (2, 8, NumberStyles.AllowHexSpecifier),
            >= '0' and <= '7' => (1, 3, NumberStyles.None),
            _ => (0, 0, NumberStyles.None),
        };
        if (length == 0 || text.Length < start + length || !TryParse(text.Slice(start, length), style, out var value)) return false;
        text = text[(start + length)..];
        if (kind is 'u' or 'U')
        {
            if (!Rune.TryCreate(value, out var rune)) return false;
            Add(bytes, rune);
            return true;
        }

        if (value > byte.MaxValue) return false;
        bytes.Add((byte)value);
        return true;
    }

    private static char? Simple(char kind) => kind switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' => '\\',
        '"' => '"',
        _ => null,
    };

    private static bool TryParse(ReadOnlySpan<char> digits, NumberStyles style, out uint value)
    {
        if (style == NumberStyles.AllowHexSpecifier) return uint.TryParse(digits, style, CultureInfo.InvariantCulture, out value);
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7') return false;
            value = (value * 8) + (uint)(digit - '0');
        }

        return true;
    }

    private static void Add(List<byte> bytes, Rune rune)
    {
        Span<byte> encoded = stackalloc byte[4];
        bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
    }
}
