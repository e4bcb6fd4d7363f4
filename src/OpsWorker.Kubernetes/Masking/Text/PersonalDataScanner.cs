namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds mail addresses and card numbers, where that is switched on.</summary>
internal static class PersonalDataScanner
{
    private const int MaxLocalPart = 64;

    /// <summary>A mail address around the sign at <paramref name="at"/>; null where there is none.</summary>
    public static Finding? Mail(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start > 0
            && at - start < MaxLocalPart
            && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '_' or '+' or '-'))
        {
            start--;
        }

        var end = at + 1;
        var dot = -1;
        while (end < text.Length && end - at < 255 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
        {
            if (text[end] == '.') dot = end;
            end++;
        }

        if (end > at && text[end - 1] is '.') end--;
        return start < at && dot > at + 1 && dot < end - 1 && char.IsAsciiLetter(text[end - 1])
            ? new Finding(start, end, "mail", "")
            : null;
    }

    /// <summary>A card number (ISO/IEC 7812) of 13 to 19 digits whose check digit is right, in one word or in groups of four.</summary>
    public static Finding? Card(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is not (>= '2' and <= '6')) return null;
        var (end, digits, sum) = (at, 0, 0);
        Span<int> number = stackalloc int[19];
        for (; end < text.Length && digits <= number.Length; end++)
        {
            if (char.IsAsciiDigit(text[end]))
            {
                if (digits == number.Length) return null;
                number[digits++] = text[end] - '0';
            }
            else if (text[end] is not (' ' or '-') || digits % 4 != 0 || end + 1 >= text.Length || !char.IsAsciiDigit(text[end + 1])) break;
        }

        if (digits < 13 || (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '.'))) return null;
        for (var i = 0; i < digits; i++)
        {
            var digit = number[digits - 1 - i] * (i % 2 == 1 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0 ? new Finding(at, end, "card", "") : null;
    }
}
