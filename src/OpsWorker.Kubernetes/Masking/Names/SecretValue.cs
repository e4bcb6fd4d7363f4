using OpsWorker.Kubernetes.Masking.Text;

namespace OpsWorker.Kubernetes.Masking.Names;

/// <summary>The position of a value in its text.</summary>
/// <param name="Exact">Its begin and end are known: a field, a quoted text. Else it is words of a line.</param>
/// <param name="Colon">It follows a colon, as the rest of a sentence may.</param>
/// <param name="Chosen">People chose the name: of a variable, an annotation or a key, not of a field of the API.</param>
internal readonly record struct ValuePlace(bool Exact, bool Colon, bool Chosen = false)
{
    public static readonly ValuePlace Field = new(Exact: true, Colon: false);
}

/// <summary>Decides whether a value under a name of a kind is a secret.</summary>
internal static class SecretValue
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_ways = new HashSet<string>(
        ("basic digest oauth oauth2 oidc saml ldap kerberos jwt bearer gssapi plain login cram-md5 md5 scram scram-sha-256 scram-sha-512 "
        + "sha256 internal external iam aws gcp azure tls mtls anonymous forward ok success successful failure allow deny open cert x509 "
        + "sasl_ssl saslssl sasl sasl_plain ssl peer trust ident pam local header cookie session request response user users admin root "
        + "service").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly System.Buffers.SearchValues<char> s_pin = System.Buffers.SearchValues.Create("0123456789-");

    private static readonly System.Buffers.SearchValues<char> s_file =
        System.Buffers.SearchValues.Create(TokenForm.Letters + "0123456789-_./");

    /// <summary>The maximum length of a path, an address or a word.</summary>
    private const int MaxLength = 4096;

    public static bool Is(NameKind kind, ReadOnlySpan<char> name, ReadOnlySpan<char> value, ValuePlace place)
    {
        if (kind == NameKind.None || Placeholder.Is(value) || (!place.Exact && Placeholder.IsCode(value))) return false;
        if (value.Length > MaxLength) return kind is NameKind.Password or NameKind.Token;
        return kind switch
        {
            NameKind.Password => !IsWorkingDirectory(name, value) && !IsFile(value) && !IsCall(value) && !IsEntry(name, value)
                && !(value.Length < 4 && Placeholder.IsNumber(value)),
            NameKind.Token when !place.Chosen && name.EndsWith("Key", StringComparison.Ordinal) && IsNameOfResource(value) => false,
            NameKind.Token when IsIdOfSecret(name) => Randomness.IsRandomOrHex(value),
            NameKind.Token => IsToken(value, place),
            NameKind.Weak => Randomness.IsRandom(value)
                || (place.Exact && name.EndsWith("salt", StringComparison.OrdinalIgnoreCase) && Randomness.IsLongText(value))
                    || (IsNamedKey(name) && Randomness.IsKeyText(value))
                    || (name.EndsWith("pin", StringComparison.OrdinalIgnoreCase) && IsPin(value)),
            NameKind.Reference => Randomness.IsKeyText(value) || IsNoReference(name, value, place),
            NameKind.Auth when !place.Exact && value.Contains('/') && !value.ContainsAnyInRange('0', '9') => false,
            NameKind.Auth => !s_ways.Contains(value) && !IsUrl(value) && (place.Exact || !place.Colon || !Placeholder.IsWord(value)),
            NameKind.Authorization => true,
            NameKind.Cookie => HasValue(value),
            _ => false,
        };
    }

    private static bool IsToken(ReadOnlySpan<char> value, ValuePlace place)
    {
        if (value is "test" or "dummy" or "fake" or "mock" or "sample" or "example" or "demo") return false;
        if (Placeholder.IsNumber(value) && value.Length < 8) return false;
        if (IsUrl(value) || IsFile(value) || Placeholder.IsPath(value) || IsCall(value)) return false;
        if (!place.Chosen && (place.Exact || place.Colon) && IsNameOfResource(value)) return false;
        return place.Exact || !(Placeholder.IsWord(value) && (place.Colon || value.ContainsAny('.', '_', '(')));
    }

    // Kubernetes names its own objects so: secret="shop/db" in a kubelet's log, secret: db in a manifest.
    private static bool IsNoReference(ReadOnlySpan<char> name, ReadOnlySpan<char> value, ValuePlace place)
    {
        if (Placeholder.IsWord(value) && !place.Chosen) return false;
        if (IsUrl(value) || Placeholder.IsPath(value) || IsNameOfResource(value)) return false;
        if (IsNameOfObject(name) && !value.ContainsAnyExcept(Characters.ObjectNames)) return false;
        return place.Chosen || !name.ContainsAnyInRange('a', 'z') || value.ContainsAnyExcept(Characters.ObjectNames);
    }

    // imagePullSecret, TLS_SECRET, existingSecret
    private static bool IsNameOfObject(ReadOnlySpan<char> name) =>
        name.Contains("pull", StringComparison.OrdinalIgnoreCase) || name.Contains("existing", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("tls", StringComparison.OrdinalIgnoreCase);

    // Vault's secret_id is drawn at random; that of a store of secrets is the name of an entry.
    private static bool IsIdOfSecret(ReadOnlySpan<char> name) => name.EndsWith("id", StringComparison.OrdinalIgnoreCase);

    // 4711, 123-456-789; pins of boards have fewer digits.
    private static bool IsPin(ReadOnlySpan<char> value) =>
        value.Length is >= 4 and <= 16 && char.IsAsciiDigit(value[0]) && !value.ContainsAnyExcept(s_pin);

    // licenseKey and SIGNING_KEY, but not key alone, which may be an object's.
    private static bool IsNamedKey(ReadOnlySpan<char> name)
    {
        name = name.TrimEnd("0123456789\"'");
        return name is "sig" || (name.Length > 5
            && (name.EndsWith("key", StringComparison.OrdinalIgnoreCase) || name.EndsWith("pepper", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".login", StringComparison.Ordinal)));
    }

    // What follows may itself hold a secret, and is looked through.
    private static bool IsUrl(ReadOnlySpan<char> value) => value.Contains("://", StringComparison.Ordinal);

    private static bool IsFile(ReadOnlySpan<char> value)
    {
        if (value.Length > 2 && value[0] is '/' or '.' or '~' && Placeholder.IsPath(value)) return true;
        var end = value[(value.LastIndexOf('.') + 1)..];
        return end.Length < value.Length
            && end is "json" or "txt" or "pem" or "key" or "yaml" or "yml" or "conf"
            && !value.ContainsAnyExcept(s_file)
            && !Randomness.IsRandom(value);
    }

    private static bool IsCall(ReadOnlySpan<char> value) => value[^1] == ')' && value.Contains('(') && Placeholder.IsWord(value);

    // A field may name the key of a Secret: secretKey: db-password.
    private static bool IsNameOfResource(ReadOnlySpan<char> value)
    {
        var hyphens = 0;
        foreach (var c in value)
        {
            if (c is '-' or '.' or '/') hyphens++;
            else if (!char.IsAsciiLetterLower(c)) return false;
        }

        return hyphens > 0;
    }

    // vault.hashicorp.com/agent-inject-secret-config: secret/data/app
    private static bool IsEntry(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        name.Contains("secret", StringComparison.OrdinalIgnoreCase) && value.Contains('/') && Placeholder.IsPath(value);

    // A probe may send a cookie that is a word.
    private static bool HasValue(ReadOnlySpan<char> cookies)
    {
        foreach (var part in cookies.Split(';'))
        {
            var cookie = cookies[part];
            if (!Placeholder.IsWord(cookie[(cookie.IndexOf('=') + 1)..])) return true;
        }

        return false;
    }

    // The shell's variable for the working directory has the name of a password.
    private static bool IsWorkingDirectory(ReadOnlySpan<char> name, ReadOnlySpan<char> value) =>
        name.EndsWith("pwd", StringComparison.OrdinalIgnoreCase) && value[0] == '/';
}
