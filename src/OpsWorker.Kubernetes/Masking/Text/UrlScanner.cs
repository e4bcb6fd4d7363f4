using OpsWorker.Kubernetes.Masking.Names;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Finds the secrets of addresses (RFC 3986): user information, and the paths of webhooks. Host and port stay.</summary>
internal static class UrlScanner
{
    private const int MaxUser = 256;
    private const int MaxAddress = 1024;
    private const int MaxLogin = 64;
    private const int MaxPort = 8;

    private static readonly string[] s_webhooks =
    [
        "hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/", "hooks.slack-gov.com/services/",
        "discord.com/api/webhooks/", "discordapp.com/api/webhooks/", "ptb.discord.com/api/webhooks/", "canary.discord.com/api/webhooks/",
        "outlook.office.com/webhook/", "hooks.zapier.com/hooks/", "api.telegram.org/bot", "open.feishu.cn/open-apis/bot/v2/hook/",
    ];

    private static readonly string[] s_oneTime =
        ["/reset/", "/reset-password/", "/verify/", "/confirm/", "/activate/", "/invite/", "/invitation/", "/magic/", "/login/"];

    private const string TeamsWebhook = ".webhook.office.com/";

    /// <summary>Looks at <c>://</c>; returns where to go on.</summary>
    public static int Scan(ref LineScanner line, int at)
    {
        var text = line.Text;
        var start = at + 3;
        var end = EndOfAddress(ref line, start);
        var address = text[start..end];
        if (Webhook(address) is var length and > 0)
        {
            line.Add(start + length, end, "webhook-url", []);
            return end;
        }

        if (OneTime(ref line, address) is (var from and > 0, var until))
        {
            line.Add(start + from, start + until, "one-time-link", []);
            return start + until;
        }

        var stop = UserEnd(text[..at], address);
        if (stop <= 0) return start;
        User(ref line, start, start + stop);
        return start + stop;
    }

    /// <summary>
    /// A Go or Oracle connection string, which has no scheme: <c>user:password@tcp(host)/db</c>,
    /// <c>user/password@//host</c>, <c>user/password@host:1521/service</c>.
    /// </summary>
    public static int ScanAddress(ref LineScanner line, int at)
    {
        var text = line.Text;
        var rest = text[(at + 1)..];
        var oracle = rest.StartsWith("//") || IsService(rest);
        if (!oracle && !rest.StartsWith("tcp(") && !rest.StartsWith("unix(") && !rest.StartsWith("cloudsql(")) return Mail(ref line, at);
        var start = at;
        while (start > line.Start
            && at - start < MaxUser
            && !char.IsWhiteSpace(text[start - 1])
            && text[start - 1] is not ('"' or '\'' or '=' or '`'))
        {
            start--;
        }

        line.Run.Add(at - start);
        var user = text[start..at];
        if (oracle && (user.Contains("//", StringComparison.Ordinal) || user.Count('/') != 1)) return at + 1;
        var sign = oracle ? user.IndexOf('/') : user.IndexOf(':');
        if (sign >= 0 && sign < user.Length - 1) line.Add(start + sign + 1, at, "url-password", []);
        return at + 1;
    }

    // https://shop.test/password/reset/X: whoever has such a link is let in once.
    private static (int From, int Until) OneTime(ref LineScanner line, ReadOnlySpan<char> address)
    {
        if (address.Length > MaxUser) address = address[..MaxUser];
        if (address.IndexOf("://") is var next and >= 0) address = address[..next];
        line.Run.Add(address.Length);
        if (!address.Contains('/')) return default;
        foreach (var word in s_oneTime)
        {
            var at = address.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0) continue;
            var from = at + word.Length;
            var length = address[from..].IndexOfAny('/', '?', '#');
            var until = length < 0 ? address.Length : from + length;
            if (Randomness.IsRandom(address[from..until]) || Randomness.IsKeyText(address[from..until])) return (from, until);
        }

        return default;
    }

    // host:1521/service, host:1521:SID
    private static bool IsService(ReadOnlySpan<char> text)
    {
        var host = text[..Math.Min(text.Length, MaxUser)].IndexOfAnyExcept(TokenForm.Dotted);
        if (host <= 0 || text[host] != ':') return false;
        var port = text[(host + 1)..Math.Min(text.Length, host + 1 + MaxPort)].IndexOfAnyExcept(Characters.Digits);
        return port is 4 or 5 && text[host + 1 + port] is ':' or '/';
    }

    // A list of accounts: bob@shop.test:PASSWORD, where the password looks drawn at random.
    private static int Mail(ref LineScanner line, int at)
    {
        var rest = line.Text.Slice(at + 1, Math.Min(line.Text.Length - at - 1, MaxUser));
        var host = rest.IndexOfAnyExcept(TokenForm.Dotted);
        line.Run.Add(Math.Max(host, 1));
        if (Login(ref line, at, host < 0 ? rest : rest[..host]) is { } login)
        {
            line.Add(login.Start, login.End, "password", []);
            return at + 1;
        }

        if (host <= 0 || rest[host] != ':') return at + 1;
        var password = rest[(host + 1)..];
        var length = password.IndexOfAny(Characters.AddressEnds);
        if (length >= 0) password = password[..length];
        if (password.Contains('/') || !Randomness.IsRandom(password)) return at + 1;
        var start = at + 1 + host + 1;
        line.Add(start, start + password.Length, "password", []);
        return start + password.Length;
    }

    // SHOP/ops:X@10.0.0.1: as in an address, without its scheme.
    private static ValueRange? Login(ref LineScanner line, int at, ReadOnlySpan<char> host)
    {
        if (host.IndexOf('.') <= 0 || host.StartsWith("sha")) return null;
        var text = line.Text;
        var start = at;
        while (start > line.Start && at - start < MaxLogin && !char.IsWhiteSpace(text[start - 1])
            && text[start - 1] is not ('"' or '\'' or '=' or '`'))
            start--;
        line.Run.Add(at - start);
        var user = text[start..at];
        var colon = user.IndexOf(':');
        if (colon <= 0 || user.Contains("//", StringComparison.Ordinal)) return null;
        var password = user[(colon + 1)..];
        return password.Length >= 6 && password.ContainsAnyInRange('0', '9') && password.ContainsAny(Characters.Signs)
            && !password.Contains('/')
            ? new ValueRange(start + colon + 1, at, Quoted: false)
            : null;
    }

    private static int EndOfAddress(ref LineScanner line, int start)
    {
        if (start < line.AddressEnd) return line.AddressEnd;
        line.AddressEnd = line.SearchAny(start, Characters.AddressEnds) is var end and >= 0 ? end : line.Text.Length;
        return line.AddressEnd;
    }

    private static int Webhook(ReadOnlySpan<char> address)
    {
        foreach (var webhook in s_webhooks)
        {
            if (address.StartsWith(webhook, StringComparison.OrdinalIgnoreCase) && address.Length > webhook.Length) return webhook.Length;
        }

        var teams = address[..Math.Min(address.Length, 128)].IndexOf(TeamsWebhook, StringComparison.OrdinalIgnoreCase);
        return teams < 0 ? 0 : teams + TeamsWebhook.Length;
    }

    // The last @ of the authority; where the password has a slash, of the whole, if what stands before the slash is no port.
    private static int UserEnd(ReadOnlySpan<char> before, ReadOnlySpan<char> address)
    {
        if (address.Length > MaxAddress) address = address[..MaxAddress];
        var next = address.IndexOf("://");
        if (next >= 0) address = address[..next];
        var slash = address.IndexOfAny('/', '?', '#');
        var authority = slash < 0 ? address : address[..slash];
        var user = authority.LastIndexOf('@');
        if (user >= 0 || slash < 0) return user;
        var colon = authority.IndexOf(':');
        if (colon < 0 || !authority[(colon + 1)..].ContainsAnyExcept(Characters.Digits) || IsWeb(before, address)) return -1;
        return address.LastIndexOf('@');
    }

    private static bool IsWeb(ReadOnlySpan<char> before, ReadOnlySpan<char> address) =>
        (before.EndsWith("http", StringComparison.OrdinalIgnoreCase) || before.EndsWith("https", StringComparison.OrdinalIgnoreCase))
            && address.Contains('?');

    // Credentials whose two halves are drawn alike: 2434372b:96a49da5.
    private static bool IsHalf(ReadOnlySpan<char> text) =>
        text.Length >= 8 && !text.ContainsAnyExcept(TokenForm.HexDigits) && text.ContainsAnyInRange('0', '9');

    private static void User(ref LineScanner line, int start, int end)
    {
        var user = line.Text[start..end];
        var colon = Separator(user);
        var name = colon < 0 ? user : user[..colon];
        var password = colon < 0 ? [] : user[(colon + 1)..];
        if (name.Contains(Pseudonyms.Prefix, StringComparison.Ordinal))
        {
            if (!password.IsEmpty && !Placeholder.Is(password)) line.Add(start + colon + 1, end, "url-password", []);
            return;
        }

        var isToken = (name.Length >= 16 && Randomness.IsRandomOrHex(name)) || (!password.IsEmpty && IsHalf(name) && IsHalf(password));
        if (isToken
            || (colon >= 0 && password is "" or "x-oauth-basic" && !Placeholder.Is(name) && name.Length > 6 && !Placeholder.IsWord(name)))
        {
            line.Add(start, start + name.Length, "url-password", []);
        }

        if (colon < 0 && !isToken && name.Length >= 12 && name.ContainsAnyInRange('0', '9') && !name.Contains('.'))
            line.Add(start, end, "url-password", []);
        if (!password.IsEmpty && password is not ("x-oauth-basic" or "xxxxx") && !Placeholder.Is(password))
            line.Add(start + colon + 1, end, "url-password", []);
    }

    // The colon between user and password; those of a mask are not.
    private static int Separator(ReadOnlySpan<char> user)
    {
        var from = 0;
        while (user[from..].IndexOf(':') is var colon && colon >= 0)
        {
            colon += from;
            if (!user[..colon].EndsWith(Pseudonyms.Prefix.AsSpan(0, Pseudonyms.Prefix.Length - 1))) return colon;
            var close = user[colon..].IndexOf(']');
            if (close < 0) return -1;
            from = colon + close;
        }

        return -1;
    }
}
