namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>
/// Decides by the name of a variable, key, argument, field, element or header what its value is: <c>DB_PASSWORD_OLD</c> has a
/// password, <c>PASSWORD_FILE</c> and <c>secretName</c> say where one is, <c>key</c> may be anything.
/// </summary>
internal static class SecretName
{
    /// <summary>True for the name of a public key.</summary>
    public static bool IsPublic(ReadOnlySpan<char> name)
    {
        Span<char> text = stackalloc char[2 * NameWords.MaxLength];
        Span<Range> ranges = stackalloc Range[NameWords.Room];
        return new NameWords(name, text, ranges).HasAny(NameLists.Public);
    }

    public static NameKind Of(ReadOnlySpan<char> name)
    {
        name = name.Trim(" \t\"'`\\-$[]{}()@<>*#");

        // The prefix of an annotation says whose it is; Helm writes checksum/secret.
        var slash = name.LastIndexOf('/');
        if (slash >= 0 && name[..slash].EndsWith("checksum", StringComparison.OrdinalIgnoreCase)) return NameKind.None;
        if (slash >= 0) name = name[(slash + 1)..];
        if (name.IsEmpty) return NameKind.None;
        Span<char> text = stackalloc char[2 * NameWords.MaxLength];
        Span<Range> ranges = stackalloc Range[NameWords.Room];
        var words = new NameWords(name, text, ranges);
        if (words.Count == 0) return NameKind.None;
        Span<char> joined = stackalloc char[NameWords.MaxLength];
        return Of(words, joined[..Join(name, joined)]);
    }

    private static NameKind Of(NameWords words, ReadOnlySpan<char> joined)
    {
        var last = words[-1];
        if (last is "authorization" && words.Count <= 3) return NameKind.Authorization;
        if (joined is "cookie" or "setcookie" or "cookies" or "cookieheader") return NameKind.Cookie;
        if (joined is "sessionid" or "sessid" or "phpsessid" or "jsessionid") return NameKind.Weak;
        if (IsConnection(joined)) return NameKind.Connection;
        if (joined.EndsWith("secretid") || joined is "xamzsignature" or "xgoogsignature") return NameKind.Token;
        if (joined.EndsWith("erlangcookie")) return NameKind.Password;
        if (joined.EndsWith("dockerconfigjson") || joined is "dockercfg" or "htpasswd" or "netrc" or "pgpass" or "clientkeydata")
            return NameKind.Password;
        if (words.Count > 1 && NameLists.About.Contains(last)) return NameKind.None;
        if (IsAboutInOneWord(joined)) return NameKind.None;
        if (IsPassword(words, joined)) return NameKind.Password;
        if (words.HasAny(NameLists.Public)) return NameKind.None;
        if (joined.Contains("secret", StringComparison.Ordinal)) return Secret(words, joined);
        if (IsToken(words, joined)) return NameKind.Token;
        if (Key(words, joined) is var key && key != NameKind.None) return key;
        if (last is "auth" or "authpass") return NameKind.Auth;
        return NameLists.Weak.Contains(last) ? NameKind.Weak : NameKind.None;
    }

    private static int Join(ReadOnlySpan<char> name, Span<char> joined)
    {
        if (name.Length > joined.Length) name = name[^joined.Length..];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) joined[length++] = char.ToLowerInvariant(c);
        }

        while (length > 0 && char.IsAsciiDigit(joined[length - 1])) length--;
        return length;
    }

    private static bool IsConnection(ReadOnlySpan<char> joined) =>
        joined.EndsWith("dsn") || joined.EndsWith("connectionstring") || joined.EndsWith("connectionstrings") || joined.EndsWith("connstr")
        || joined.EndsWith("connstring") || joined.EndsWith("connectionuri") || joined.EndsWith("connectionurl");

    // Of names in one word, as programs print them: passwordfile, tokentype.
    private static bool IsAboutInOneWord(ReadOnlySpan<char> joined) =>
        joined.EndsWith("file") || joined.EndsWith("path") || joined.EndsWith("policy") || joined.EndsWith("secretname")
        || joined.EndsWith("secretref")
        || joined.EndsWith("keyref")
        || joined.EndsWith("expiry")
        || joined.StartsWith("tokeniz")
        || joined.StartsWith("tokenis");

    private static bool IsPassword(NameWords words, ReadOnlySpan<char> joined)
    {
        if (joined.Contains("passwordless", StringComparison.Ordinal)) return false;
        if (joined.Contains("password", StringComparison.Ordinal) || joined.Contains("passwd", StringComparison.Ordinal)
            || joined.Contains("passphrase", StringComparison.Ordinal) || joined.Contains("passcode", StringComparison.Ordinal)
            || joined is "masterauth" or "requirepass" or "kennwort" or "contrasena") return true;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if ((word.EndsWith("pass") || word.EndsWith("pwd") || word.EndsWith("pw") || word is "psw" or "passw" or "psk")
                && !NameLists.NoPass.Contains(word))
                return true;
        }

        return false;
    }

    private static NameKind Secret(NameWords words, ReadOnlySpan<char> joined)
    {
        if (joined.Contains("secretar", StringComparison.Ordinal)) return NameKind.None;
        if (joined is "secret" or "secrets") return NameKind.Reference;
        if (joined.EndsWith("secretkey") || joined.EndsWith("secretaccesskey")) return NameKind.Token;
        var last = words[-1];
        return last is "secrets" || (last is "secret" && words.Count > 1 && NameLists.SecretObjects.Contains(words[-2]))
            ? NameKind.Reference
            : NameKind.Password;
    }

    private static bool IsToken(NameWords words, ReadOnlySpan<char> joined)
    {
        if (joined.Contains("credential", StringComparison.Ordinal)) return !joined.StartsWith("withcredential");
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "creds" or "cred" or "authtoken" or "pat") return true;
            if ((word.EndsWith("token") || word is "tokens") && (i == 0 || !NameLists.NoTokens.Contains(words[i - 1]))) return true;
        }

        return false;
    }

    private static NameKind Key(NameWords words, ReadOnlySpan<char> joined)
    {
        if (joined.EndsWith("apikey") || joined.EndsWith("apikeys") || joined.EndsWith("privatekey") || joined.EndsWith("accesskey"))
            return NameKind.Token;
        var found = NameKind.None;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is not ("key" or "keys")) continue;
            if (i == 0 && words.Count > 1) continue;
            var before = i == 0 ? [] : words[i - 1];
            if (i > 0 && NameLists.SecretKeys.Contains(before)) return NameKind.Token;
            if (i == 0 || !NameLists.PlainKeys.Contains(before)) found = NameKind.Weak;
        }

        return found;
    }
}
