namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>
/// Decides by the name of a variable, key, argument, field, element or header what its value is: <c>DB_PASSWORD_OLD</c> has a
/// password, <c>PASSWORD_FILE</c> and <c>secretName</c> say where one is, <c>key</c> may be anything.
/// </summary>
internal static class SecretName
{
    /// <summary>True for the name of a public key, an identifier or a digest.</summary>
    public static bool IsPublic(ReadOnlySpan<char> name)
    {
        Span<char> text = stackalloc char[2 * NameWords.MaxLength];
        Span<Range> ranges = stackalloc Range[NameWords.Room];
        var words = new NameWords(name, text, ranges);
        return words.HasAny(NameLists.Public) || words.HasAny(NameLists.Identifiers);
    }

    /// <summary>True for the name of several secrets, whose object has one for each owner: <c>passwords: {bob: …}</c>.</summary>
    public static bool IsMany(ReadOnlySpan<char> name)
    {
        Span<char> text = stackalloc char[2 * NameWords.MaxLength];
        Span<Range> ranges = stackalloc Range[NameWords.Room];
        return new NameWords(name, text, ranges)[-1] is "passwords" or "passphrases" or "tokens";
    }

    /// <summary>True for a name of accounts, which may map to passwords: <c>users: {bob: …}</c>.</summary>
    public static bool IsOwners(ReadOnlySpan<char> name)
    {
        Span<char> text = stackalloc char[2 * NameWords.MaxLength];
        Span<Range> ranges = stackalloc Range[NameWords.Room];
        return new NameWords(name, text, ranges)[-1] is "users" or "accounts" or "logins" or "userlist";
    }

    /// <summary>True for a name that describes a secret or refers to one: <c>existingSecret</c>, <c>passwordKey</c>, <c>ttl</c>.</summary>
    public static bool IsAbout(ReadOnlySpan<char> name)
    {
        Span<char> text = stackalloc char[2 * NameWords.MaxLength];
        Span<Range> ranges = stackalloc Range[NameWords.Room];
        var words = new NameWords(name, text, ranges);
        return NameLists.About.Contains(words[-1]) || words[-1] is "key" or "keys" || Of(name) == NameKind.Reference;
    }

    public static NameKind Of(ReadOnlySpan<char> name)
    {
        name = name.Trim(" \t\"'`\\-$[]{}()@<>*#");

        // The prefix of an annotation says whose it is; Helm writes checksum/secret.
        var slash = name.LastIndexOf('/');
        if (slash >= 0 && name[..slash].EndsWith("checksum", StringComparison.OrdinalIgnoreCase)) return NameKind.None;
        if (slash >= 0) name = name[(slash + 1)..];
        if (name.IsEmpty) return NameKind.None;
        if (IsBundlerHost(name)) return NameKind.Token;
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
        if (last is "base" or "b" or "hex" && words.Count > 1 && words[-2] is "keys") return NameKind.Weak;
        if (last is "authorization" && words.Count <= 3) return NameKind.Authorization;
        if (joined is "cookie" or "setcookie" or "cookies" or "cookieheader") return NameKind.Cookie;
        if (joined is "sessionid" or "sessid" or "phpsessid" or "jsessionid") return NameKind.Weak;
        if (IsConnection(joined)) return NameKind.Connection;
        if (joined.EndsWith("secretid") || IsSignature(words, joined)) return NameKind.Token;
        if (joined.EndsWith("erlangcookie") || joined.EndsWith("snmpcommunity") || IsOneTime(joined)) return NameKind.Password;
        if (joined.EndsWith("authuserinfo")) return NameKind.Auth;
        if (IsGrant(joined)) return NameKind.Token;
        if (joined.EndsWith("dockerconfigjson") || joined is "dockercfg" or "htpasswd" or "netrc" or "pgpass" or "clientkeydata")
            return NameKind.Password;
        if (words.Count > 1 && NameLists.About.Contains(last)) return NameKind.None;
        if (IsAboutInOneWord(joined)) return NameKind.None;
        if (IsKeyOfSecret(words, joined)) return NameKind.Reference;
        if (IsPassword(words, joined)) return NameKind.Password;
        if (words.HasAny(NameLists.Public)) return NameKind.None;
        var isOfSecrets = IsOfSecrets(words, joined);
        if (!isOfSecrets && joined.Contains("secret", StringComparison.Ordinal)) return Secret(words, joined);
        if (IsToken(words, joined)) return NameKind.Token;
        if (Key(words, joined) is var key && key != NameKind.None) return key;
        if (last is "auth" or "authpass") return NameKind.Auth;
        var isPlainKey = last is "key" or "keys" && words.Count > 1 && NameLists.PlainKeys.Contains(words[-2]);
        return isOfSecrets || (NameLists.Weak.Contains(last) && !isPlainKey) ? NameKind.Weak : NameKind.None;
    }

    // secrets.database, secrets.apiKey: something of secrets, whose own noun decides.
    private static bool IsOfSecrets(NameWords words, ReadOnlySpan<char> joined) =>
        words.Count > 1 && words[0] is "secrets" && joined.LastIndexOf("secret") == 0;

    // BUNDLE_GEMS__SHOP__TEST: Bundler's login at a host, whose dots are written so. The others are its settings for one gem or mirror.
    private static bool IsBundlerHost(ReadOnlySpan<char> name) =>
        name.StartsWith("BUNDLE_") && name.Contains("__", StringComparison.Ordinal)
        && !name.StartsWith("BUNDLE_BUILD__") && !name.StartsWith("BUNDLE_LOCAL__") && !name.StartsWith("BUNDLE_MIRROR__");

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

    // adminPasswordKey names the key under which a Secret has the password.
    private static bool IsKeyOfSecret(NameWords words, ReadOnlySpan<char> joined) =>
        words[-1] is "key" or "keys" && joined.Contains("password", StringComparison.Ordinal);

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

    // The header or parameter by which a request proves who sent it: X-Hub-Signature-256, X-Amz-Signature.
    private static bool IsSignature(NameWords words, ReadOnlySpan<char> joined) => words[0] is "x" && joined.EndsWith("signature");

    private static bool IsOneTime(ReadOnlySpan<char> joined) =>
        joined is "otp" or "seedphrase" or "recoveryphrase"
        || joined.EndsWith("otpcode") || joined.EndsWith("onetimecode") || joined.EndsWith("verificationcode")
            || joined.EndsWith("mfacode");

    // What stands for a sign-in that is under way (RFC 6749, 7636, 8628, SAML).
    private static bool IsGrant(ReadOnlySpan<char> joined) =>
        joined.EndsWith("devicecode") || joined.EndsWith("authorizationcode") || joined.EndsWith("authcode")
        || joined.EndsWith("codeverifier")
        || joined is "samlresponse" or "clientassertion";

    private static bool IsPassword(NameWords words, ReadOnlySpan<char> joined)
    {
        if (joined.Contains("passwordless", StringComparison.Ordinal)) return false;
        if (joined.Contains("password", StringComparison.Ordinal) || joined.Contains("passwd", StringComparison.Ordinal)
            || joined.Contains("passphrase", StringComparison.Ordinal) || joined.Contains("passcode", StringComparison.Ordinal)
            || joined is "masterauth" or "requirepass" || IsForeign(joined)) return true;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if ((word.EndsWith("pass") || word.EndsWith("pwd") || word.EndsWith("pw") || word.EndsWith("psk") || word is "psw" or "passw")
                && !NameLists.NoPass.Contains(word))
                return true;
        }

        return false;
    }

    // German, French, Spanish (its ñ is no letter of ASCII), Portuguese, Dutch, Czech, Polish, Finnish.
    private static bool IsForeign(ReadOnlySpan<char> joined) =>
        joined.EndsWith("passwort") || joined.EndsWith("kennwort") || joined.EndsWith("motdepasse")
        || joined.EndsWith("contrasea") || joined.EndsWith("contrasena") || joined.EndsWith("senha")
        || joined is "wachtwoord" or "heslo" or "haso" or "haslo" or "salasana";

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
            if (word is "creds" or "cred" or "authtoken" or "authtok" or "pat") return true;
            if ((word.EndsWith("token") || word is "tokens") && (i == 0 || !NameLists.NoTokens.Contains(words[i - 1]))) return true;
        }

        return false;
    }

    private static NameKind Key(NameWords words, ReadOnlySpan<char> joined)
    {
        if (joined.EndsWith("apikey") || joined.EndsWith("apikeys") || joined.EndsWith("authkey") || joined.EndsWith("privatekey")
            || joined.EndsWith("accesskey"))
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
