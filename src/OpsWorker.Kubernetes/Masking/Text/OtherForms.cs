using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>The forms of tokens that are not known by what they begin with.</summary>
internal static class OtherForms
{
    private const int MaxLength = 256;

    public static Finding? Find(ref LineScanner line, int at, int end)
    {
        var text = line.Text;
        if (end >= text.Length) return null;
        return text[end] switch
        {
            ':' when char.IsAsciiDigit(text[at]) => Telegram(text, at, end),
            '~' => Azure(text, at, end),
            '/' when end - at == 1 && char.IsAsciiDigit(text[at]) => Asana(text, at, end),
            '.' when text[at..end] is "0" => Bitwarden(text, at, end),
            '.' when end - at == 6 && Bootstrap(text, at, end) is { } bootstrap => bootstrap,
            '.' => end - at == 14 ? Terraform(text, at, end) : end - at is >= 23 and <= 28 ? Discord(text, at, end) : Vault(text, at, end),
            '_' when end - at == 6 => MaxMind(text, at, end),
            '-' when end - at == 32 => Mailchimp(text, at, end),
            '|' when end - at is 15 or 16 => Facebook(text, at, end),
            '|' when end - at <= 6 && char.IsAsciiDigit(text[at]) => Numbered(text, at, end),
            ':' when text[at..end] is "prod" or "dev" or "preview" => Deployment(text, at, end),
            _ => null,
        };
    }

    // 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw
    private static Finding? Telegram(ReadOnlySpan<char> text, int at, int end)
    {
        var stop = Run(text, end + 1, TokenForm.Word);
        return end - at is >= 5 and <= 16
            && stop - end is >= 35 and <= 37
            && text[end + 1] == 'A'
            && !text[at..end].ContainsAnyExceptInRange('0', '9')
            ? new Finding(at, stop, "telegram-token", "") : null;
    }

    // 1/1201234567890123:0123456789abcdef0123456789abcdef
    private static Finding? Asana(ReadOnlySpan<char> text, int at, int end)
    {
        var colon = Run(text, end + 1, Characters.Digits);
        if (colon < text.Length && text[colon] == '/') colon = Run(text, (end = colon) + 1, Characters.Digits);
        if (colon - end is < 14 or > 20 || colon >= text.Length || text[colon] != ':') return null;
        var stop = Run(text, colon + 1, TokenForm.Hexadecimal);
        return stop - colon == 33 ? new Finding(at, stop, "asana-token", "") : null;
    }

    // Three characters, a digit, Q~ and 31 to 34 more.
    private static Finding? Azure(ReadOnlySpan<char> text, int at, int end)
    {
        var start = at;
        while (start > 0 && end - start < 8 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.' or '~'))
            start--;
        if (end - start < 5 || text[end - 1] != 'Q' || !char.IsAsciiDigit(text[end - 2])) return null;
        var stop = end + 1;
        while (stop < text.Length && (char.IsAsciiLetterOrDigit(text[stop]) || text[stop] is '_' or '.' or '~' or '-')) stop++;
        return stop - end is >= 30 and <= 40 ? new Finding(start, stop, "azure-secret", "") : null;
    }

    // 0.UUID.30 characters:16 bytes in Base64
    private static Finding? Bitwarden(ReadOnlySpan<char> text, int at, int end)
    {
        const int Uuid = 36;
        var second = end + 1 + Uuid;
        if (second >= text.Length || text[second] != '.' || !Guid.TryParseExact(text.Slice(end + 1, Uuid), "D", out _)) return null;
        var colon = Run(text, second + 1, TokenForm.Alphanumeric);
        return colon - second == 31 && colon < text.Length && text[colon] == ':'
            ? new Finding(at, Run(text, colon + 1, TokenForm.Base64), "bitwarden-token", "")
            : null;
    }

    private static Finding? Terraform(ReadOnlySpan<char> text, int at, int end) =>
        text[end..].StartsWith(".atlasv1.") ? new Finding(at, Run(text, end + 9, TokenForm.Dotted), "terraform-token", "") : null;

    // Three parts: the user's number in Base64, 6 characters, 27 to 38 characters.
    private static Finding? Discord(ReadOnlySpan<char> text, int at, int end)
    {
        if (text[at] is not ('M' or 'N' or 'O')) return null;
        var second = Run(text, end + 1, TokenForm.Word);
        if (second - end != 7 || second >= text.Length || text[second] != '.') return null;
        var stop = Run(text, second + 1, TokenForm.Word);
        return stop - second is >= 27 and <= 39 ? new Finding(at, stop, "discord-token", "") : null;
    }

    // s. and 24 letters and digits, of both kinds.
    private static Finding? Vault(ReadOnlySpan<char> text, int at, int end)
    {
        if (end - at != 1 || text[at] is not ('s' or 'b' or 'r')) return null;
        var stop = Run(text, end + 1, TokenForm.Alphanumeric);
        var body = text[(end + 1)..stop];
        return body.Length == 24
            && body.ContainsAnyInRange('0', '9')
            && body.ContainsAnyInRange('A', 'Z')
            && body.ContainsAnyInRange('a', 'z')
            ? new Finding(at, stop, "vault-token", "") : null;
    }

    // kubeadm: 6 and 16 letters in lower case or digits.
    private static Finding? Bootstrap(ReadOnlySpan<char> text, int at, int end)
    {
        var stop = Run(text, end + 1, TokenForm.Alphanumeric);
        var token = text[at..stop];
        return stop - end == 17
            && token.ContainsAnyInRange('0', '9')
            && token[7..].ContainsAnyInRange('0', '9')
            && !token.ContainsAnyInRange('A', 'Z')
            && (stop >= text.Length || text[stop] is not ('.' or '-'))
            ? new Finding(at, stop, "bootstrap-token", "") : null;
    }

    private static Finding? MaxMind(ReadOnlySpan<char> text, int at, int end)
    {
        var stop = Run(text, end + 1, TokenForm.Word);
        return text[end..stop].EndsWith("_mmk") ? new Finding(at, stop, "maxmind-key", "") : null;
    }

    private static Finding? Mailchimp(ReadOnlySpan<char> text, int at, int end)
    {
        var stop = Run(text, end + 1, TokenForm.Alphanumeric);
        return text[end..].StartsWith("-us") && stop - end is 4 or 5 ? new Finding(at, stop, "mailchimp-key", "") : null;
    }

    private static Finding? Facebook(ReadOnlySpan<char> text, int at, int end)
    {
        var stop = Run(text, end + 1, TokenForm.Word);
        return stop - end is >= 28 and <= 41 && !text[at..end].ContainsAnyExceptInRange('0', '9')
            ? new Finding(at, stop, "facebook-token", "")
            : null;
    }

    // Laravel Sanctum: the token's number, then 40 or 48 letters and digits.
    private static Finding? Numbered(ReadOnlySpan<char> text, int at, int end)
    {
        var stop = Run(text, end + 1, TokenForm.Alphanumeric);
        return stop - end is 41 or 49 && Randomness.IsRandom(text[(end + 1)..stop]) && !text[at..end].ContainsAnyExcept(Characters.Digits)
            ? new Finding(at, stop, "sanctum-token", "")
            : null;
    }

    // Convex: the deployment's kind and name, then a key.
    private static Finding? Deployment(ReadOnlySpan<char> text, int at, int end)
    {
        var bar = Run(text, end + 1, TokenForm.Word);
        if (bar >= text.Length || text[bar] != '|') return null;
        var stop = Run(text, bar + 1, TokenForm.Base64);
        return stop - bar > 40 ? new Finding(at, stop, "convex-key", "") : null;
    }

    private static int Run(ReadOnlySpan<char> text, int start, System.Buffers.SearchValues<char> body)
    {
        var rest = text.Slice(start, Math.Min(text.Length - start, MaxLength));
        var length = rest.IndexOfAnyExcept(body);
        return start + (length < 0 ? rest.Length : length);
    }
}
